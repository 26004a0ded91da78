// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Updates from several batches.</summary>
public sealed class AccumulationTests
{
    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8),
        Optimizer = new Sgd(0.1),
        Penalty = new() { Strength = 0.3, L1Ratio = 0.5 },
        GradientClip = new ClipByNorm(0.5),
        Epochs = 3,
        Seed = 4,
    };

    // 100 rows: groups of 3 batches of 16 leave one of 4 rows; of 7 batches of 1 leave one of 2, and straddle the blocks of 64 batches.
    [TestCase(16, 3)]
    [TestCase(1, 7)]
    [TestCase(50, 2)]
    [TestCase(30, 100)]
    public void A_group_of_batches_is_one_large_batch(int batchSize, int batches)
    {
        foreach (var runner in Enum.GetValues<RunnerKind>())
        {
            var grouped = (_options with { BatchSize = batchSize, AccumulationSteps = batches }).Fit(_rows, runner);
            var large = (_options with { BatchSize = batchSize * batches }).Fit(_rows, runner);

            Assert.That(grouped.Weights(), Is.EqualTo(large.Weights()).Within(2e-6));
            Assert.That(grouped.History.TrainingLosses, Is.EqualTo(large.History.TrainingLosses).Within(1e-6));
            Assert.That(grouped.Model.State!.Steps, Is.EqualTo(large.Model.State!.Steps));
        }
    }

    [Test]
    public void Two_stages_equal_one_and_another_number_starts_anew()
    {
        var options = _options with { BatchSize = 16, AccumulationSteps = 3, Optimizer = new Adam(0.01) };
        var once = (options with { Epochs = 5 }).Fit(_rows);

        Assert.That((options with { Epochs = 5 }).FitInTwo(_rows).Bits(), Is.EqualTo(once.Bits()));
        Assert.That(
            (options with { Epochs = 5, AccumulationSteps = 2 }).GoOn(_rows, options.Fit(_rows)).Bits(),
            Is.EqualTo((options with { Epochs = 5, AccumulationSteps = 2 }).Fit(_rows).Bits()));
    }

    [Test]
    public void What_cannot_be_is_refused()
    {
        Assert.That(() => _options with { AccumulationSteps = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => (_options with { Optimizer = new Lbfgs(), GradientClip = null, AccumulationSteps = 2 }).Fit(_rows),
            Throws.ArgumentException.With.Message.EqualTo("Lbfgs takes each step on all rows: it cannot be combined with AccumulationSteps."));
    }
}
