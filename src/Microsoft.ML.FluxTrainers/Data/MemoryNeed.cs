// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Whether the training rows fit in memory, asked before it is taken.</summary>
internal static class MemoryNeed
{
    /// <summary>Bytes that the process may have.</summary>
    public static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Bytes for rows in memory.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="featureBytes">Bytes for the features of one.</param>
    /// <param name="targets">Target numbers of one; beside them it has a weight.</param>
    public static double Bytes(long rows, long featureBytes, int targets) => rows * (double)(featureBytes + (sizeof(float) * (targets + 1L)));

    /// <summary>The error of sparse rows with more numbers than an array holds.</summary>
    /// <param name="rows">How many rows there are at least.</param>
    public static InsufficientMemoryException TooManyNumbers(long rows) => new(FormattableString.Invariant(
        $"{rows} sparse training rows have more than {Array.MaxLength} numbers that are not zero, the most that memory can keep. Let them go to a temporary file (TrainingRun.DataLoading = DataLoading.Spill()), or train on fewer rows or features."));

    /// <summary>Refuses a buffer that cannot fit.</summary>
    /// <param name="rows">How many rows it holds.</param>
    /// <param name="inputs">The features of each.</param>
    /// <param name="targets">The target numbers of each.</param>
    /// <exception cref="InsufficientMemoryException">It needs more than the process may have.</exception>
    public static void CheckBuffer(long rows, int inputs, int targets)
    {
        var needed = Bytes(rows, (long)inputs * sizeof(float), targets);
        if (needed > Available)
        {
            throw new InsufficientMemoryException(FormattableString.Invariant(
                $"A buffer of {rows} rows of {inputs} features needs {needed / 1e9:F1} GB, but the process may have {Available / 1e9:F1} GB. Set a smaller one: DataLoading.Streaming(bufferRows)."));
        }
    }

    /// <summary>Refuses rows that cannot fit.</summary>
    /// <param name="rows">How many there will be at least.</param>
    /// <param name="featureBytes">Bytes for the features of one.</param>
    /// <param name="targets">Target numbers of one.</param>
    /// <param name="inputs">The number of features, for the message.</param>
    /// <exception cref="InsufficientMemoryException">They need more than the process may have.</exception>
    public static void Check(long rows, long featureBytes, int targets, int inputs)
    {
        var needed = Bytes(rows, featureBytes, targets);
        if (needed > Available)
        {
            throw new InsufficientMemoryException(FormattableString.Invariant(
                $"{rows} training rows of {inputs} features need {needed / 1e9:F1} GB, but the process may have {Available / 1e9:F1} GB. Let them go to a temporary file (TrainingRun.DataLoading = DataLoading.Spill()), or train on fewer rows or features."));
        }
    }
}
