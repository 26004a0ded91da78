// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ExampleWeightTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(6) { Dropout = 0.2 },
        Epochs = 5,
        BatchSize = 8,
        Seed = 1,
    };

    private static readonly NeuralClassifierOptions _weighted = _options with { ExampleWeightColumnName = "Weight" };

    [Test]
    public void Weights_of_one_are_none()
    {
        var rows = TestRows.Blobs(50);

        Assert.That(_weighted.Fit(rows).Bits(), Is.EqualTo(_options.Fit(rows).Bits()));
    }

    // Powers of two, for which scaling to mean 1 has no rounding.
    [Test]
    public void Only_ratios_of_weights_matter()
    {
        var rows = Weighted(TestRows.Blobs(48), i => 1 + (i % 3));
        var eightfold = Weighted(TestRows.Blobs(48), i => 8 * (1 + (i % 3)));

        Assert.That(_weighted.Fit(eightfold).Bits(), Is.EqualTo(_weighted.Fit(rows).Bits()));
    }

    [Test]
    public void A_row_of_weight_zero_is_absent([Values] RunnerKind runner)
    {
        var rows = Weighted(TestRows.Blobs(60), i => i % 4 == 0 ? 0 : 1 + (i % 3));
        rows[8].Features = TestRows.Row(0, float.NaN, float.PositiveInfinity).Features;
        var without = rows.Where(row => row.Weight > 0).ToList();

        Assert.That(_weighted.Fit(rows, runner).Bits(), Is.EqualTo(_weighted.Fit(without, runner).Bits()));
    }

    // One batch an epoch and no dropout, so that batches and masks are the same; standardization counts weights too.
    [Test]
    public void Weight_two_is_the_row_twice([Values] RunnerKind runner)
    {
        var options = _weighted with { Builder = new MlpBuilder(6), BatchSize = 1000, Optimizer = new Sgd(0.5), Epochs = 30 };
        var rows = Weighted(TestRows.Blobs(40), i => i % 3 == 0 ? 2 : 1);
        var twice = TestRows.Blobs(40).SelectMany((row, i) => i % 3 == 0 ? new[] { row, row } : [row]).ToList();
        var weighted = options.Fit(rows, runner);
        var repeated = options.Fit(twice, runner);

        Assert.That(weighted.Weights(), Is.EqualTo(repeated.Weights()).Within(1e-5));
        Assert.That(weighted.History.TrainingLosses, Is.EqualTo(repeated.History.TrainingLosses).Within(1e-6));
        Assert.That(weighted.Weights(), Is.Not.EqualTo(options.Fit(TestRows.Blobs(40)).Weights()).Within(1e-3));
    }

    private static List<TestRow> Weighted(List<TestRow> rows, Func<int, float> weight)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Weight = weight(i);
        }

        return rows;
    }
}
