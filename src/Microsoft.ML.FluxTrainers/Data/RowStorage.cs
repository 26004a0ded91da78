// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where the rows of one pass over the data are kept, and for how long: a file goes with this object.</summary>
/// <param name="loading">What was asked for.</param>
/// <param name="budget">How many bytes of memory the rows may take, or null for half of what the process may have.</param>
/// <param name="shuffle">In which order rows are trained on.</param>
/// <param name="seed">What the order is drawn from.</param>
/// <param name="log">Takes a message for the log.</param>
internal sealed class RowStorage(DataLoading loading, long? budget, Shuffle shuffle, int seed, Action<string> log) : IDisposable
{
    private const int LargestBlock = 32 << 20;
    private const int LargestBuffers = 128 << 20;
    private const int SmallestWrite = 64 << 10;
    private const double BytesPerGigabyte = 1e9;
    private readonly List<IDisposable> _owned = [];
    private readonly long _budget = budget ?? MemoryNeed.Available / 2;
    private readonly string? _folder = loading is SpillLoading spill ? SpillFolder.Settle(spill.Folder) : null;

    /// <summary>How many rows will come, or null where the data does not tell.</summary>
    public long? PromisedRows { get; init; }

    /// <summary>Target numbers of a row, which lie in memory until all rows are read.</summary>
    public int TargetWidth { get; init; } = 1;

    /// <summary>Asked now and then while rows are read, the data's and those of a file; throws to stop. Default: nobody asks.</summary>
    public Action CheckAlive { get; init; } = () => { };

    /// <summary>Opens a file in a folder.</summary>
    public Func<string, Stream> OpenFile { get; init; } = SpillFolder.Open;

    /// <summary>Rows in the buffer that mixes them, where the data is read anew each epoch; else null.</summary>
    public int? StreamedThrough => (loading as StreamingLoading)?.BufferRows;

    /// <summary>What the order is drawn from.</summary>
    public int Seed => seed;

    /// <summary>Whether rows are kept in memory, at first at least.</summary>
    public bool BeginsInMemory => loading is not StreamingLoading;

    /// <summary>The bytes of a block of a file, of which training holds two in memory. So many rows gain nothing by a file.</summary>
    private int BlockBytes => (int)Math.Clamp(_budget / 16, 1, LargestBlock);

    /// <summary>For a few rows, or all that memory holds.</summary>
    public static RowStorage InMemory(long? promisedRows = null) =>
        new(DataLoading.InMemory, null, Shuffle.None, 0, _ => { }) { PromisedRows = promisedRows };

    /// <summary>How many rows there should be when <see cref="IsOutgrownBy"/> is asked next: as many as it looked ahead to, so that it is asked rarely and in time.</summary>
    public static long NextLook(int rows) => Math.Max(rows + 1L, Ahead(rows));

    /// <summary>A store for the numbers of rows to come.</summary>
    public NumberStore Open(int width, bool isSparse) =>
        BeginsInMemory ? OpenInMemory(width, isSparse, PromisedRows) : new RunningStore(width, isSparse);

    /// <summary>A store in memory.</summary>
    public static NumberStore OpenInMemory(int width, bool isSparse, long? promisedRows = null) =>
        isSparse ? new SparseStore(width) : new DenseStore(width, promisedRows);

    /// <summary>A store in a temporary file.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public NumberStore OpenInFile(int width, bool isSparse)
    {
        SpillFolder.Sweep(Folder());
        var words = Math.Max(1, BlockBytes / sizeof(float));
        return Own(new SpilledStore(OpenSpill(PromisedRows * (sizeof(float) * (long)width)), width, isSparse, words) { CheckAlive = CheckAlive });
    }

    /// <summary>The store itself while its rows and those to come fit in memory, else one in a file, with its rows.</summary>
    /// <exception cref="InsufficientMemoryException">They do not fit, and are to stay in memory.</exception>
    public NumberStore MakeRoom(NumberStore store)
    {
        if (!IsOutgrownBy(store))
        {
            return store;
        }

        var spilled = OpenInFile(store.Width, store.IsSparse);
        store.Visit((_, indices, values) =>
            spilled.Append(new VBuffer<float>(store.Width, values.Length, values.ToArray(), store.IsSparse ? indices.ToArray() : null)));
        return spilled;
    }

    /// <summary>Whether the rows of a store and those to come have to go to a file; where nobody asked for that, the log says so.</summary>
    /// <exception cref="InsufficientMemoryException">They do not fit, and are to stay in memory.</exception>
    public bool IsOutgrownBy(FeatureStore store)
    {
        if (!store.IsInMemory)
        {
            return false;
        }

        var rows = PromisedRows ?? Ahead(store.Count);
        var need = MemoryNeed.Bytes(rows, store.BytesPerRow, TargetWidth);
        if (loading is SpillLoading)
        {
            return need > BlockBytes;
        }

        var isCrowded = (PromisedRows ?? 2L * store.Count) > store.MostRows; // this is asked again at twice the rows, if not before
        if (loading is not AutoLoading || (need <= _budget && !isCrowded))
        {
            MemoryNeed.Check(rows, store.BytesPerRow, TargetWidth, store.Width);
            return false;
        }

        if (need <= _budget)
        {
            log(FormattableString.Invariant($"The training rows of {store.Width} features may have more than {Array.MaxLength} numbers that are not zero. They go to a temporary file."));
            return true;
        }

        var targets = MemoryNeed.Bytes(rows, 0, TargetWidth);
        var beside = targets > _budget
            ? FormattableString.Invariant($" Their targets and weights alone take {targets / BytesPerGigabyte:G4} GB, and stay in memory until all rows are read.")
            : "";
        log(FormattableString.Invariant(
            $"{(PromisedRows is null ? "At least " : "")}{rows} training rows of {store.Width} features would take {need / BytesPerGigabyte:G4} GB of memory; the budget (TrainingRun.MemoryBudget) is {_budget / BytesPerGigabyte:G4} GB. They go to a temporary file.{beside}"));
        return true;
    }

    /// <summary>The rows of one pass, in the store that they are in or in the order in which they are trained on.</summary>
    public StoredRows Keep(CollectedInput input, float[] targets, float[] weights, TargetSpec target, RowParts parts)
    {
        if (input.Store.IsInMemory)
        {
            if (loading is SpillLoading)
            {
                log(FormattableString.Invariant($"{input.Store.Count} rows stay in memory: there they take no more than a block of a file would."));
            }

            MemoryRows Part(int[]? part) => new(input.Store, targets, weights, input.Input, target, part) { Augmenter = input.Augmenter };
            return new StoredRows(Part(parts.Train), parts.Validation is { } held ? Part(held) : null);
        }

        var bytes = (double)input.Store.Count * (input.Store.BytesPerRow + (sizeof(float) * ((targets.Length / input.Store.Count) + Math.Min(weights.Length, 1))));
        var segmentBytes = Math.Max(BlockBytes, Math.Sqrt(bytes * Math.Min(SmallestWrite, _budget / 64)));
        var ordering = new SpillOrdering(input, targets, weights, target, parts)
        {
            Order = shuffle == Shuffle.None ? null : EpochOrder.Once(parts.Train?.Length ?? input.Store.Count, seed),
            KeepsOrder = shuffle != Shuffle.PerEpoch,
            Segments = (int)Math.Max(1, Math.Ceiling(bytes / segmentBytes)),
            BufferBytes = (long)Math.Min(bytes, Math.Min(_budget / 8, LargestBuffers)),
        };
        var file = OpenSpill((long)bytes);
        var rows = ordering.Write(file, CheckAlive);
        Release(input.Store);
        var order = shuffle == Shuffle.PerEpoch ? "; each epoch takes them in a new order, and the rows within each" : "";
        log(FormattableString.Invariant(
            $"{input.Store.Count} rows take {file.Length / BytesPerGigabyte:G4} GB in a temporary file in '{Folder()}', which is read in {ordering.Segments} blocks{order}."));
        return rows;
    }

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    private static long Ahead(int rows) => rows + (rows / 8L);

    private SpillFile OpenSpill(long? need)
    {
        var folder = Folder();
        return Own(new SpillFile(OpenFile(folder), folder, need));
    }

    private string Folder() => _folder ?? SpillFolder.Settle(null);

    /// <summary>Gives up a store that is not used any more.</summary>
    public void Release(FeatureStore store)
    {
        if (store is IDisposable owned && _owned.Remove(owned))
        {
            owned.Dispose();
        }
    }

    private T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }
}
