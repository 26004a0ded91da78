// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class StandardizationTests
{
    private static readonly NeuralClassifierOptions _untrained = new() { Builder = new LinearBuilder(), Epochs = 0, Seed = 1 };
    private static readonly NeuralClassifierOptions _brief = _untrained with { Builder = new MlpBuilder(8), Epochs = 20, BatchSize = 16 };

    // 1, 3, 5, 7: mean 4, squared distances 9, 1, 1, 9, variance 20 / 4.
    [Test]
    public void Offset_and_scale_are_mean_and_inverse_deviation()
    {
        var model = _untrained.Fit([Row(0, 1), Row(1, 3), Row(0, 5), Row(1, 7)]).Model;

        Assert.That(model.FeatureOffsets, Is.EqualTo(new[] { 4f }));
        Assert.That(model.FeatureScales[0], Is.EqualTo(1 / Math.Sqrt(5)).Within(1e-7));
    }

    // Weights 1, 1, 2 on 0, 4, 6: mean 16 / 4 = 4, variance (16 + 0 + 2 * 4) / 4 = 6.
    [Test]
    public void Weights_count_in_both()
    {
        var rows = new List<TestRow> { Row(0, 0), Row(1, 4), Row(0, 6) };
        rows[2].Weight = 2;
        var model = (_untrained with { ExampleWeightColumnName = "Weight" }).Fit(rows).Model;

        Assert.That(model.FeatureOffsets, Is.EqualTo(new[] { 4f }));
        Assert.That(model.FeatureScales[0], Is.EqualTo(1 / Math.Sqrt(6)).Within(1e-7));
    }

    [Test]
    public void Without_it_features_stay_as_they_are()
    {
        var model = (_untrained with { Standardize = false }).Fit([Row(0, 1, 9), Row(1, 3, 9)]).Model;

        Assert.That(model.FeatureOffsets, Is.EqualTo(new[] { 0f, 0f }));
        Assert.That(model.FeatureScales, Is.EqualTo(new[] { 1f, 1f }));
    }

    // The last is a whole column of zeros; 1e-42 has no inverse in single precision.
    [TestCase(5)]
    [TestCase(1e9f)]
    [TestCase(-3.3e38f)]
    [TestCase(1e-42f)]
    [TestCase(0)]
    public void Constant_features_become_zero(float constant)
    {
        var rows = TestRows.Blobs(60).ConvertAll(row => Row(row.Label, [.. row.Features.DenseValues(), constant]));
        var model = _brief.Fit(rows);

        Assert.That(model.Model.FeatureScales[2], Is.EqualTo(1));
        Assert.That(model.Model.FeatureOffsets[2], Is.EqualTo(constant));
        Assert.That(model.LogLoss(rows), Is.LessThan(_untrained.Fit(rows).LogLoss(rows)));
    }

    [Test]
    public void Features_that_vary_by_next_to_nothing_survive()
    {
        var rows = TestRows.Blobs(60).ConvertAll(row => Row(row.Label, [.. row.Features.DenseValues(), row.Label * 1e-42f]));

        Assert.That(_brief.Fit(rows).LogLoss(rows), Is.LessThan(_untrained.Fit(rows).LogLoss(rows)));
    }

    // Seconds since 1970 vary by a year; single precision holds them to 128 s.
    [Test]
    public void Huge_offsets_survive()
    {
        var plain = TestRows.Blobs(150);
        var offset = plain.ConvertAll(row => Row(row.Label, [.. row.Features.DenseValues().Select(value => 1.7e9f + (value * 3e7f))]));

        Assert.That(_brief.Fit(offset).LogLoss(offset), Is.EqualTo(_brief.Fit(plain).LogLoss(plain)).Within(1e-3));
    }

    // Equal up to rounding, as they are scaled to the same numbers.
    [Test]
    public void Raw_features_train_as_well_as_scaled_ones()
    {
        var plain = TestRows.Iris();
        var raw = plain.ConvertAll(row => Row(
            row.Label, [.. row.Features.DenseValues().Select((value, i) => (value * (float)Math.Pow(1000, i - 1)) - (100 * i))]));
        var options = _brief with { Epochs = 60, Optimizer = new Adam(0.01) };

        Assert.That(options.Fit(raw).Accuracy(raw), Is.GreaterThan(0.95));
        Assert.That((options with { Standardize = false }).Fit(raw).Accuracy(raw), Is.LessThan(0.95), "the reason for scaling");
    }

    private static TestRow Row(uint label, params float[] features) => TestRows.Row(label, features);
}
