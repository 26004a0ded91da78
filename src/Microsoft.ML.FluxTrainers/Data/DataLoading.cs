// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where the training rows are kept while a network is trained.</summary>
/// <remarks>A circumstance of a fit, not a hyperparameter: it decides what memory and disk a fit takes, and with <see cref="Shuffle.PerEpoch"/> in which random order
/// the rows come.</remarks>
public abstract record DataLoading
{
    private protected DataLoading()
    {
    }

    /// <summary>In memory while the rows fit in <see cref="TrainingRun.MemoryBudget"/>, else as <see cref="Spill"/> in the system's temporary folder: a fit goes over to the
    /// file in the middle of reading, and says so in its log.</summary>
    public static DataLoading Auto { get; } = new AutoLoading();

    /// <summary>In memory. Rows that need more than the process may have end the fit with an <see cref="InsufficientMemoryException"/>.</summary>
    public static DataLoading InMemory { get; } = new MemoryLoading();

    /// <summary>In a temporary file, which is read block by block ahead of the training.</summary>
    /// <param name="folder">The folder of the file, which must exist. Default: null, the system's temporary folder.</param>
    /// <remarks>
    /// <para>The file takes 4 bytes for each feature, target and weight of a row (8 for each feature that is not zero, where rows are sparse), and twice that while it
    /// is put in order. It is removed when the fit ends, however it ends. Rows that take no more than a block of it (32 MB, or a sixteenth of
    /// <see cref="TrainingRun.MemoryBudget"/> where that is less) stay in memory, where a block would be anyway.</para>
    /// <para>Orders: with <see cref="Shuffle.None"/> and <see cref="Shuffle.Once"/> rows come in the same order as in memory, and losses are equal to the bit. With
    /// <see cref="Shuffle.PerEpoch"/> rows are shuffled once over the whole file; each epoch takes its blocks in a new order, and the rows within each block.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The folder is an empty text.</exception>
    public static DataLoading Spill(string? folder = null) => new SpillLoading(folder is null ? null : Guard.NotEmpty(folder, nameof(folder)));

    /// <summary>Nowhere: each epoch reads the data anew, through a buffer that mixes its rows.</summary>
    /// <param name="bufferRows">Rows in the buffer, at least 1. Each row that is trained on is drawn from it at random, and the next of the data takes its place; with
    /// <see cref="Shuffle.None"/> there is no buffer. Default 100,000.</param>
    /// <remarks>The data must give the same rows in the same order each time that it is read. Rows to validate on come from a data set of their own: a fraction or a column is
    /// refused. Means and deviations are gathered in one pass and equal those in memory to about 1e-12.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The buffer holds no row.</exception>
    public static DataLoading Streaming(int bufferRows = 100_000) => new StreamingLoading(Guard.Positive(bufferRows, nameof(bufferRows)));
}
