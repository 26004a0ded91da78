// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Rows in a file beside the same rows in memory.</summary>
public sealed class SpilledRowsTests
{
    private const int Count = 203;
    private const int Width = 6;

    // So small that the rows take many segments.
    private const long Budget = 20_000;

    [Test]
    public void Blocks_are_those_of_memory_to_the_bit(
        [Values(Shuffle.None, Shuffle.Once)] Shuffle shuffle,
        [Values] bool isSparse,
        [Values] bool isWeighted,
        [Values] bool holdsOut,
        [Values(1, 3)] int targetWidth)
    {
        using var storage = Storage(shuffle);
        var kept = Keep(storage, isSparse, isWeighted, holdsOut, targetWidth);
        var memory = Keep(RowStorage.InMemory(), isSparse, isWeighted, holdsOut, targetWidth);

        Assert.That(kept.Train, Is.TypeOf<SpilledRows>());
        Assert.That(All(kept.Train, shuffle, epochs: 2), Is.EqualTo(All(memory.Train, shuffle, epochs: 2)));
        Assert.That(kept.Train.Fingerprint(), Is.EqualTo(memory.Train.Fingerprint()));
        if (holdsOut)
        {
            Assert.That(All(kept.Validation!, Shuffle.None, 1), Is.EqualTo(All(memory.Validation!, Shuffle.None, 1)));
        }
    }

    [Test]
    public void Each_epoch_takes_every_row_once_in_another_order([Values] bool isSparse)
    {
        using var storage = Storage(Shuffle.PerEpoch);
        var rows = Keep(storage, isSparse, true, false, 1).Train;
        var order = new EpochOrder(Shuffle.PerEpoch, new RandomStream(1), 7);
        var first = Rows(rows, order);
        var second = Rows(rows, order);
        var memory = Rows(Keep(RowStorage.InMemory(), isSparse, true, false, 1).Train, null);

        Assert.That(first, Is.Not.EqualTo(second));
        Assert.That(first.Order(StringComparer.Ordinal), Is.EqualTo(memory.Order(StringComparer.Ordinal)));
        Assert.That(second.Order(StringComparer.Ordinal), Is.EqualTo(memory.Order(StringComparer.Ordinal)));
    }

    [Test]
    public void The_orders_of_epochs_mix_rows_from_all_over_the_data()
    {
        using var storage = Storage(Shuffle.PerEpoch);
        var rows = Keep(storage, false, false, false, 1).Train;
        var places = rows.Read(new EpochOrder(Shuffle.PerEpoch, new RandomStream(1), 7), 20).First().Targets.Span[..100].ToArray();

        // Targets count the rows: a hundred of them drawn at random from 0 to 202 have mean 101 and a standard error of 4.2.
        Assert.That(places.Average(), Is.EqualTo(101).Within(20));
        Assert.That(places.Max() - places.Min(), Is.GreaterThan(150));
    }

    [Test]
    public void The_same_stream_gives_the_same_orders()
    {
        using var storage = Storage(Shuffle.PerEpoch);
        var rows = Keep(storage, false, false, false, 1).Train;

        Assert.That(
            Rows(rows, new EpochOrder(Shuffle.PerEpoch, new RandomStream(1), 7)),
            Is.EqualTo(Rows(rows, new EpochOrder(Shuffle.PerEpoch, new RandomStream(1), 7))));
    }

    [Test]
    public void A_small_budget_makes_many_blocks()
    {
        var log = new List<string>();
        using var storage = new RowStorage(DataLoading.Spill(), Budget, Shuffle.Once, 7, log.Add);
        Keep(storage, false, true, true, 1);

        // 203 rows of 6 features, a target and a weight: 6,496 bytes in blocks of 1,424 (the square root of 6,496 times a 64th of the budget).
        Assert.That(log, Has.Some.StartsWith("203 rows take 6.496E-06 GB in a temporary file in ").And.Some.Contains("which is read in 5 blocks"));
    }

    [Test]
    public void Rows_go_over_to_the_file_in_the_middle_of_reading([Values] bool isSparse)
    {
        var log = new List<string>();
        using var storage = new RowStorage(DataLoading.Auto, 2_000, Shuffle.Once, 7, log.Add);
        var kept = Keep(storage, isSparse, true, true, 1);
        var memory = Keep(RowStorage.InMemory(), isSparse, true, true, 1);

        Assert.That(kept.Train, Is.TypeOf<SpilledRows>());
        Assert.That(All(kept.Train, Shuffle.Once, 1), Is.EqualTo(All(memory.Train, Shuffle.Once, 1)));
        Assert.That(log[0], Does.Match(@"^At least \d+ training rows of 6 features would take .* GB of memory; the budget \(TrainingRun.MemoryBudget\) is 2E-06 GB\. They go to a temporary file\.$"));
    }

    // Each of 11 segments, or 38, would have a buffer of 4 MB, did it hold the longest row that there can be.
    [Test]
    public void Sparse_rows_of_many_features_are_put_in_order_in_little_memory([Values] bool hasOneLongRow)
    {
        const int Features = 1 << 20;
        using var storage = new RowStorage(DataLoading.Spill(), 100_000, Shuffle.None, 7, _ => { });
        var collector = new FeatureCollector(Features, storage);
        for (var i = 0; i < 40; i++)
        {
            var length = hasOneLongRow && i == 17 ? Features / 4 : 500;
            int[] indices = [.. Enumerable.Range(0, length).Select(slot => (3 * slot) + (i % 2))];
            collector.Append(new VBuffer<float>(Features, length, Array.ConvertAll(indices, index => index + 1f), indices));
        }

        var input = new CollectedInput(collector.Finish(), new VectorInput("Features", Features, true), []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var kept = storage.Keep(input, [.. Enumerable.Range(0, 40)], [], new NumberTarget(0, 1), RowParts.All);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // A row as it is read, one to be written, three of the fingerprint, and what loads the segments of the first file.
        Assert.That(allocated, Is.LessThan(7 * sizeof(float) * Features));
        var row = 0;
        foreach (var block in kept.Train.Read(null, 1))
        {
            Assert.That(block.Targets.Span[0], Is.EqualTo(row));
            var features = block.FeaturesOf(0);
            Assert.That(features.Length - System.MemoryExtensions.Count(features, 0f), Is.EqualTo(hasOneLongRow && row == 17 ? Features / 4 : 500));
            Assert.That((features[row % 2], features[(3 * 499) + (row % 2)]), Is.EqualTo((1f + (row % 2), 1498f + (row % 2))));
            row++;
        }

        Assert.That(row, Is.EqualTo(40));
    }

    // 60 rows in a store that can hold 100: at twice the rows, when memory is looked at again, they would not fit.
    [TestCase(60, null, true)]
    [TestCase(50, null, false)]
    [TestCase(60, 101L, true)]
    [TestCase(60, 100L, false)]
    public void Rows_go_to_a_file_before_their_store_is_full(int count, long? promised, bool isOutgrown)
    {
        var log = new List<string>();
        var crowded = new CrowdedStore(count, mostRows: 100);
        using var auto = new RowStorage(DataLoading.Auto, null, Shuffle.None, 7, log.Add) { PromisedRows = promised };
        using var memory = new RowStorage(DataLoading.InMemory, null, Shuffle.None, 7, log.Add) { PromisedRows = promised };

        Assert.That(auto.IsOutgrownBy(crowded), Is.EqualTo(isOutgrown));
        Assert.That(memory.IsOutgrownBy(crowded), Is.False);
        Assert.That(log, isOutgrown
            ? Has.One.EqualTo("The training rows of 6 features may have more than 2147483591 numbers that are not zero. They go to a temporary file.")
            : Is.Empty);
    }

    [Test]
    public void A_sparse_store_knows_how_many_rows_it_can_hold()
    {
        var store = new SparseStore(Width);
        for (var i = 0; i < 10; i++)
        {
            store.Append(new VBuffer<float>(Width, 2, [1, 1], [0, 3]));
        }

        Assert.That(store.MostRows, Is.EqualTo(Array.MaxLength / 2));
    }

    [Test]
    public void Rows_within_the_budget_stay_in_memory()
    {
        using var storage = new RowStorage(DataLoading.Auto, 20_000, Shuffle.Once, 7, _ => { });

        Assert.That(Keep(storage, false, false, false, 1).Train, Is.TypeOf<MemoryRows>());
    }

    // A row takes 24 bytes, target and weight 8. After 72 rows, room for 81 is needed: the next look.
    [Test]
    public void Rows_leave_memory_before_they_outgrow_the_budget()
    {
        var log = new List<string>();
        using var storage = new RowStorage(DataLoading.Auto, 73 * 32, Shuffle.Once, 7, log.Add);
        Keep(storage, false, false, false, 1);

        Assert.That(log[0], Does.StartWith("At least 81 training rows of 6 features"));
    }

    [Test]
    public void Rows_that_take_no_more_than_a_block_stay_in_memory_even_where_a_file_was_asked_for([Values] bool fits)
    {
        // 203 rows of 6 features: 4,872 bytes, and 1,624 for targets and weights. A block is a 16th of the budget.
        var log = new List<string>();
        using var storage = new RowStorage(DataLoading.Spill(), 16 * (fits ? 6_496 : 6_495), Shuffle.PerEpoch, 7, log.Add) { PromisedRows = Count };

        var kept = Keep(storage, false, true, true, 1);

        Assert.That(kept.Train, fits ? Is.TypeOf<MemoryRows>() : Is.TypeOf<SpilledRows>());
        Assert.That(log, Has.One.StartsWith(fits ? "203 rows stay in memory" : "203 rows take"));
    }

    [Test]
    public void Sparse_rows_that_turn_out_dense_are_centered_as_in_memory()
    {
        using var storage = Storage(Shuffle.None);
        var (spilled, memory) = (Filled(storage), Filled(RowStorage.InMemory()));

        Assert.That(spilled.IsSparse, Is.False);
        Assert.That(memory, Is.TypeOf<DenseStore>());
        var (left, right) = (FeatureStatistics.Of(spilled, []), FeatureStatistics.Of(memory, []));
        Assert.That(left.Mean, Is.EqualTo(right.Mean));
        Assert.That(left.Deviation, Is.EqualTo(right.Deviation));
        Assert.That(left.HasZeros, Is.EqualTo(right.HasZeros));
        return;

        static NumberStore Filled(RowStorage storage)
        {
            var collector = new FeatureCollector(Width, storage);
            for (var i = 0; i < Count; i++)
            {
                collector.Append(i < 10 ? new VBuffer<float>(Width, 1, [i + 1], [i % Width]) : new VBuffer<float>(Width, [.. Enumerable.Range(i, Width).Select(x => x / 7f)]));
            }

            return collector.Finish();
        }
    }

    [Test]
    [Platform("Linux")]
    public void The_first_file_is_given_back_while_the_second_is_written([Values] bool isSparse)
    {
        using var folder = new TempFolder();
        var files = new List<WatchedFile>();
        using var storage = new RowStorage(DataLoading.Spill(folder.Path), Budget, Shuffle.Once, 7, _ => { })
        {
            OpenFile = path =>
            {
                files.Add(new WatchedFile(Path.Combine(path, $"{files.Count}")));
                return files[^1];
            },
        };
        Keep(storage, isSparse, true, true, 1);

        Assert.That(files, Has.Count.EqualTo(2));
        Assert.That(files[0].WasEmptied, Is.True, "all its bytes were zeros in the end");
        Assert.That(files[1].WasEmptied, Is.Null, "it is in use");
    }

    // 203 rows of 24 bytes, in blocks of 512.
    [Test]
    public void A_pass_over_the_file_can_be_stopped_at_each_block()
    {
        var asked = 0;
        using var storage = new RowStorage(DataLoading.Spill(), 16 * 512, Shuffle.None, 7, _ => { })
        {
            CheckAlive = () =>
            {
                asked++;
                if (asked == 3)
                {
                    throw new OperationCanceledException();
                }
            },
        };
        var store = storage.OpenInFile(Width, isSparse: false);
        for (var i = 0; i < Count; i++)
        {
            store.Append(new VBuffer<float>(Width, [.. Enumerable.Range(i, Width).Select(x => x / 7f)]));
        }

        Assert.That(() => FeatureStatistics.Of(store, []), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(asked, Is.EqualTo(3));
    }

    [Test]
    public void A_full_disk_is_one_error_that_says_what_to_do([Values] bool isAuto)
    {
        var disk = new LimitedStream(1000);
        var folder = Path.GetTempPath();
        var storage = new RowStorage(isAuto ? DataLoading.Auto : DataLoading.Spill(folder), 500, Shuffle.Once, 7, _ => { })
        {
            PromisedRows = Count,
            OpenFile = _ => disk,
        };
        var data = TestRows.Blobs(Count).ToView(new MLContext(), 3);
        var reading = new RowReadingOptions(
            new VectorEncoder(data.Schema["Features"], 2, true, MissingValues.Error), new ClassLabel(data.Schema["Label"], new ClassTarget(3, null)), null, null);

        Assert.That(
            () => RowReader.Read(data, reading, RowSplit.None, storage),
            Throws.TypeOf<IOException>().With.Message.Match(
                @"^The training rows could not be written to a temporary file in '.+': No space left on device\. \d+ bytes of about \d+ were written; the file is removed again\. Make room there, name another folder"));
        Assert.That(disk.IsClosed, Is.True);
    }

    private static RowStorage Storage(Shuffle shuffle) => new(DataLoading.Spill(), Budget, shuffle, 7, _ => { });

    /// <summary>Rows of few numbers; the first target of each is its number.</summary>
    private static StoredRows Keep(RowStorage storage, bool isSparse, bool isWeighted, bool holdsOut, int targetWidth)
    {
        var random = new RandomStream(3);
        var collector = new FeatureCollector(Width, storage);
        for (var i = 0; i < Count; i++)
        {
            collector.Append(isSparse
                ? new VBuffer<float>(Width, 1, [1 + random.NextInt(5)], [random.NextInt(Width)])
                : new VBuffer<float>(Width, [.. Enumerable.Range(0, Width).Select(_ => (float)random.NextNormal())]));
        }

        var store = collector.Finish();
        store.Apply(FeatureStatistics.Of(store, []).ToScaling(standardize: true, fillMissing: false));
        float[] targets = [.. Enumerable.Range(0, Count * targetWidth).Select(i => (i / targetWidth) + (i % targetWidth * 0.25f))];
        float[] weights = isWeighted ? [.. Enumerable.Range(0, Count).Select(_ => (float)random.NextDouble())] : [];
        var parts = holdsOut ? RowParts.HoldOut([.. Enumerable.Range(0, Count).Where(row => row % 4 == 1)], Count) : RowParts.All;
        var input = new CollectedInput(store, new VectorInput("Features", Width, true), []);
        return storage.Keep(input, targets, weights, new NumberTarget(0, 1), parts);
    }

    private static List<float> All(ITrainingRows rows, Shuffle shuffle, int epochs)
    {
        var order = new EpochOrder(shuffle, new RandomStream(1), 7);
        var numbers = new List<float>();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var block in rows.Read(order, 20))
            {
                numbers.Add(block.Rows);
                numbers.AddRange(block.Features.Span[..(block.Rows * block.Inputs)]);
                numbers.AddRange(block.Targets.Span[..(block.Rows * block.TargetWidth)]);
                numbers.AddRange(block.Weights is { } weights ? weights.Span[..block.Rows] : []);
            }
        }

        return numbers;
    }

    /// <summary>Each row as a text.</summary>
    private static List<string> Rows(ITrainingRows rows, EpochOrder? order)
    {
        var texts = new List<string>();
        foreach (var block in rows.Read(order, 20))
        {
            for (var row = 0; row < block.Rows; row++)
            {
                texts.Add(FormattableString.Invariant(
                    $"{block.Targets.Span[row]} {block.Weights?.Span[row]} {string.Join(' ', block.FeaturesOf(row).ToArray())}"));
            }
        }

        return texts;
    }

    /// <summary>A file that notes what is left in it when it is closed.</summary>
    private sealed class WatchedFile(string path) : FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose)
    {
        /// <summary>Whether it has bytes, all of them zeros; null while it is open.</summary>
        public bool? WasEmptied { get; private set; }

        protected override void Dispose(bool disposing)
        {
            if (disposing && WasEmptied is null)
            {
                var content = new byte[Length];
                Position = 0;
                ReadExactly(content);
                WasEmptied = content.Length > 0 && Array.TrueForAll(content, value => value == 0);
            }

            base.Dispose(disposing);
        }
    }
}
