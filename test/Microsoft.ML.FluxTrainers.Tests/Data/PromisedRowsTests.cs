// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Views that tell how many rows they have are believed only as far as it saves memory.</summary>
public sealed class PromisedRowsTests
{
    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(4), Epochs = 2, Seed = 1, ExampleWeightColumnName = "Weight" };

    [TestCase(null)]
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(59)]
    [TestCase(60)]
    [TestCase(100_000)]
    [TestCase(long.MaxValue)]
    public void A_promise_changes_no_bit(long? promise)
    {
        var context = new MLContext();
        var rows = TestRows.Blobs(60);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Weight = i < 30 ? 1 : 2; // weights are kept from the first that is not 1
        }

        var view = rows.ToView(context, 3);
        var options = _options with { Standardize = true };
        var run = new TrainingRun { DataLoading = DataLoading.InMemory, Threads = 1 };
        using var expected = context.FluxTrainers.NeuralClassifier(options, run).Fit(view);
        if (promise == long.MaxValue)
        {
            Assert.That(() => context.FluxTrainers.NeuralClassifier(options, run).Fit(new PromisingView(view, promise)), Throws.TypeOf<InsufficientMemoryException>());
            return;
        }

        using var model = context.FluxTrainers.NeuralClassifier(options, run).Fit(new PromisingView(view, promise));
        Assert.That(model.Bits(), Is.EqualTo(expected.Bits()));
    }

    // Wide rows, of which a chunk holds few: 4 without a promise (2^20 numbers), 64 with one (2^24).
    [TestCase(null, 9)]
    [TestCase(3L, 66)]
    [TestCase(64L, 66)]
    [TestCase(66L, 66)]
    public void A_store_gives_back_what_it_got_over_several_chunks(long? promise, int rows)
    {
        const int Width = 200_001;
        var store = new DenseStore(Width, promise);
        var row = new float[Width];
        for (var i = 0; i < rows; i++)
        {
            (row[0], row[^1]) = (i, -i);
            store.Append(new VBuffer<float>(Width, row));
        }

        Assert.That(store.Count, Is.EqualTo(rows));
        for (var i = rows - 1; i >= 0; i--)
        {
            store.CopyRows([i], row);
            Assert.That((row[0], row[^1]), Is.EqualTo(((float)i, (float)-i)));
        }
    }

    private sealed class PromisingView(IDataView view, long? promise) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema => view.Schema;

        public long? GetRowCount() => promise;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => view.GetRowCursor(columnsNeeded, rand);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => view.GetRowCursorSet(columnsNeeded, n, rand);
    }
}
