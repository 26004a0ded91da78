// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SparseFeaturesTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8),
        Epochs = 20,
        BatchSize = 16,
        Seed = 1,
    };

    // Column 0 is 3 in two of eight rows: mean 0.75, variance 9/4 - 9/16 = 27/16.
    [Test]
    public void Sparse_features_are_scaled_but_keep_their_zeros()
    {
        var rows = Enumerable.Range(0, 8).Select(i => TestRows.Row((uint)(i % 2), [i < 2 ? 3 : 0, 0, 0, i == 5 ? 1 : 0, 0, 0])).ToList();
        var model = (_options with { Epochs = 0 }).Fit(rows.Sparse(), classes: 2).Model;

        Assert.That(model.FeatureOffsets, Is.All.Zero);
        Assert.That(model.FeatureScales[0], Is.EqualTo(1 / Math.Sqrt(27.0 / 16)).Within(1e-7));
        Assert.That(model.FeatureScales[1], Is.EqualTo(1));
    }

    [Test]
    public void Sparse_and_dense_rows_give_the_same_model_where_the_scaling_is_the_same()
    {
        var rows = Words(120);
        var options = _options with { Standardize = false };

        Assert.That(options.Fit(rows.Sparse()).Bits(), Is.EqualTo(options.Fit(rows).Bits()));
    }

    [Test]
    public void Standardized_sparse_rows_give_the_model_of_dense_rows_with_that_scaling()
    {
        var rows = Words(120);
        var sparse = _options.Fit(rows.Sparse());
        var scales = sparse.Model.FeatureScales;
        var scaled = rows.ConvertAll(row => TestRows.Row(row.Label, [.. row.Features.DenseValues().Select((value, i) => value * scales[i])]));

        Assert.That(sparse.Weights(), Is.EqualTo((_options with { Standardize = false }).Fit(scaled).Weights()));
    }

    [Test]
    public void Mostly_full_rows_are_centered_however_they_are_stored()
    {
        var rows = TestRows.Blobs(90);

        Assert.That(_options.Fit(rows.Sparse()).Bits(), Is.EqualTo(_options.Fit(rows).Bits()));
    }

    // A year beside one-hot columns would drown them, were it only scaled: 2000 / 5.
    [TestCase(2000)]
    [TestCase(1e9f)]
    public void A_feature_without_zeros_among_sparse_ones_is_centered(float offset)
    {
        var rows = Words(300).ConvertAll(row => TestRows.Row(
            row.Label, [.. row.Features.DenseValues(), offset, 2000 + (row.Label * 5)]));
        var trained = _options.Fit(rows.Sparse());

        Assert.That(trained.Model.FeatureOffsets[^2], Is.EqualTo(offset));
        Assert.That(trained.Model.FeatureOffsets[^1], Is.EqualTo(2005).Within(0.01));
        Assert.That(trained.Model.FeatureOffsets.SkipLast(2), Is.All.Zero);
        Assert.That(trained.Accuracy(rows.Sparse()), Is.GreaterThan(0.9));
    }

    [Test]
    public void Sparse_rows_are_scored_as_the_same_rows_stored_in_full()
    {
        var rows = Words(60);
        var model = _options.Fit(rows.Sparse());

        Assert.That(model.Scores(rows), Is.EqualTo(model.Scores(rows.Sparse())));
    }

    // As the longest of many texts: one row in 120 that is nearly full is no reason to keep all zeros.
    [Test]
    public void A_long_row_at_the_start_leaves_the_others_sparse([Values] bool isStoredInFull, [Values] bool isStreamed)
    {
        var rows = Words(120);
        rows[0] = TestRows.Row(rows[0].Label, [.. Enumerable.Range(0, 40).Select(i => (float)i)]);
        var sparse = rows.Sparse();
        sparse[0] = isStoredInFull ? rows[0] : sparse[0];
        var run = new TrainingRun { DataLoading = isStreamed ? DataLoading.Streaming() : DataLoading.InMemory };
        using var model = new MLContext(1).FluxTrainers.NeuralClassifier(_options with { Epochs = 1 }, run).Fit(sparse.ToView(new MLContext(1), 3));

        Assert.That(model.Model.FeatureOffsets, Is.All.Zero, "sparse rows are not centered");
    }

    // Column 0 is 0 in the first row only, which stores all numbers; it is not centered, since a sparse row would not store that zero.
    [Test]
    public void Zeros_of_a_first_full_row_count_as_those_of_the_sparse_rows_behind_it([Values] bool isWeighted)
    {
        var rows = Words(120);
        for (var i = 0; i < rows.Count; i++)
        {
            float[] features = [.. rows[i].Features.DenseValues()];
            features[0] = i == 0 ? 0 : 5 + i;
            rows[i] = TestRows.Row(rows[i].Label, features);
            rows[i].Weight = isWeighted ? 1 + (i % 3) : 1;
        }

        var sparse = rows.Sparse();
        sparse[0] = rows[0];
        NeuralModel Fitted(DataLoading loading) => new MLContext(1).FluxTrainers
            .NeuralClassifier(_options with { Epochs = 1, ExampleWeightColumnName = "Weight" }, new TrainingRun { DataLoading = loading }).Fit(sparse.ToView(new MLContext(1), 3)).Model;
        var (streamed, kept) = (Fitted(DataLoading.Streaming()), Fitted(DataLoading.InMemory));

        Assert.That(streamed.FeatureOffsets, Is.EqualTo(kept.FeatureOffsets).And.All.Zero);
        Assert.That(streamed.FeatureScales, Is.EqualTo(kept.FeatureScales).Within(1e-6).Percent);
    }

    [Test]
    public void Full_rows_that_are_stored_as_sparse_ones_are_not_refused_for_what_they_would_need_as_such()
    {
        // Half of what the process may have as dense rows; twice that as sparse ones, for which lists grow.
        var promised = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / (4 * 1000);
        var collector = new FeatureCollector(1000, RowStorage.InMemory(promised));
        var row = new VBuffer<float>(1000, 999, [.. Enumerable.Repeat(1f, 999)], [.. Enumerable.Range(0, 999)]);
        for (var i = 0; i < 40; i++)
        {
            Assert.That(() => collector.Append(row), Throws.Nothing);
        }

        Assert.That(collector.Finish(), Is.TypeOf<DenseStore>());
    }

    [Test]
    public void Rows_stay_sparse_in_memory()
    {
        var collector = new FeatureCollector(1000, RowStorage.InMemory(promisedRows: 64));
        foreach (var row in Words(64, width: 1000).Sparse())
        {
            collector.Append(row.Features);
        }

        var store = collector.Finish();

        Assert.That(store, Is.TypeOf<SparseStore>());
        Assert.That(store!.BytesPerRow, Is.LessThan(100)); // dense: 4000
    }

    /// <summary>Rows of few words: the class's own word, and some that all classes use.</summary>
    private static List<TestRow> Words(int count, int width = 40)
    {
        var random = new RandomStream(3);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var features = new float[width];
            features[i % 3] = 1 + random.NextInt(3);
            features[3 + random.NextInt(width - 3)] = 1;
            return TestRows.Row((uint)(i % 3), features);
        })];
    }
}
