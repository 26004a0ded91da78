// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class MemoryNeedTests
{
    // 10 rows of 3 features of 4 bytes, targets and weight.
    [TestCase(1, 200)]
    [TestCase(6, 400)]
    public void Rows_need_features_targets_and_weight(int targets, double bytes) => Assert.That(MemoryNeed.Bytes(10, 12, targets), Is.EqualTo(bytes));

    [Test]
    public void More_targets_than_an_array_holds_are_refused()
    {
        var targets = new NumberList(4, most: 100);
        for (var row = 0; row < 33; row++)
        {
            targets.Add([1, 2, 3]);
        }

        Assert.That(
            () => targets.Add([1, 2, 3]),
            Throws.InvalidOperationException.With.Message.StartsWith("The training rows have more than 100 targets, counting each number of each row"));
        Assert.That(targets.Take(), Has.Length.EqualTo(99));
    }

    [Test]
    public void Rows_that_cannot_fit_are_refused_after_the_first()
    {
        var rows = new FeatureCollector(1000, RowStorage.InMemory(promisedRows: 1_000_000_000_000));

        Assert.That(
            () => rows.Append(TestRows.Row(0, new float[1000]).Features),
            Throws.TypeOf<InsufficientMemoryException>().With.Message.StartsWith(
                "1000000000000 training rows of 1000 features need 4008000.0 GB, but the process may have "));
    }

    [Test]
    public void Sparse_rows_need_what_they_store()
    {
        // 10 million rows of a million features: 40 TB dense, under 1 GB as stored.
        var rows = new FeatureCollector(1_000_000, RowStorage.InMemory(promisedRows: 10_000_000));
        var sparse = new Microsoft.ML.Data.VBuffer<float>(1_000_000, 1, [1], [42]);

        Assert.That(() => rows.Append(sparse), Throws.Nothing);
    }

    [Test]
    public void A_batch_larger_than_an_array_is_refused()
    {
        const int Width = 1 << 24;
        var store = new SparseStore(Width);
        for (var i = 0; i < 200; i++)
        {
            store.Append(new Microsoft.ML.Data.VBuffer<float>(Width, 0, [], []));
        }

        var rows = new MemoryRows(store, new float[200], [], new VectorInput("Features", Width, true), new NumberTarget(0, 1));

        Assert.That(
            () => rows.Read(null, 1000).First(),
            Throws.InvalidOperationException.With.Message.StartsWith("A batch of 200 rows of 16777216 features is too large"));
    }
}
