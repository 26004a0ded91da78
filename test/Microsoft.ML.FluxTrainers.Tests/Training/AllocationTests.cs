// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The managed runner allocates nothing for a step: an epoch of many steps takes as much memory as one of few.</summary>
public sealed class AllocationTests
{
    private static IEnumerable<TestCaseData> Cases()
    {
        static TestCaseData Case(string name, NeuralClassifierOptions options) => new TestCaseData(options).SetArgDisplayNames(name);
        var plain = new NeuralClassifierOptions { Builder = new MlpBuilder(7, 5), BatchSize = 8, Epochs = 30, Seed = 1 };
        yield return Case("plain", plain);
        yield return Case("dropout", plain with { Builder = new MlpBuilder(7, 5) { Dropout = 0.2 } });
        yield return Case("sigmoid and momentum", plain with { Builder = new MlpBuilder(7) { Activation = Activation.Sigmoid }, Optimizer = new Sgd(0.1) { Momentum = 0.9 } });
        yield return Case("layer norms", plain with { Builder = new MlpBuilder(7, 5) { Normalization = Normalization.LayerNorm } });
        yield return Case("batch norms", plain with { Builder = new MlpBuilder(7, 5) { Normalization = Normalization.BatchNorm } });
        yield return Case("weights, penalty and clip", plain with { ExampleWeightColumnName = "Weight", Penalty = new Penalty { Strength = 0.01 }, GradientClip = new ClipByNorm(1) });
    }

    [TestCaseSource(nameof(Cases))]
    public void A_step_allocates_nothing(NeuralClassifierOptions options)
    {
        var (few, many) = (BytesOfAnEpoch(options, 400), BytesOfAnEpoch(options, 4000));

        Assert.That(many - few, Is.LessThan(450), "450 more steps took memory"); // not a byte a step
    }

    /// <summary>The least that an epoch takes on the fit's thread, once all code is compiled and all memory is there.</summary>
    private static long BytesOfAnEpoch(NeuralClassifierOptions options, int rows)
    {
        var (last, least) = (0L, long.MaxValue);
        var run = new TrainingRun
        {
            Actions =
            [
                TrainingAction.Do((EpochResult _) =>
                {
                    var now = GC.GetAllocatedBytesForCurrentThread();
                    least = last > 0 ? Math.Min(least, now - last) : least;
                    last = now;
                }),
            ],
        };
        var context = new MLContext(1);
        var random = new Random(1);
        var data = context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(i => new Row
        {
            Label = (uint)(i % 3),
            Features = [(i % 3) + random.NextSingle(), random.NextSingle()],
            Weight = 1 + (i % 4),
        }).ToList());
        using var model = context.FluxTrainers.NeuralClassifier(options, run).Fit(data);
        Assert.That(model.History.Runner, Is.EqualTo("managed"));
        return least;
    }

    private sealed class Row
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Weight { get; set; }
    }
}
