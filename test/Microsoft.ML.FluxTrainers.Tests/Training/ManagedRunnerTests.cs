// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The managed runner does what the eager one does, to rounding, over whole fits.</summary>
public sealed class ManagedRunnerTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(7, 5),
        Epochs = 4,
        BatchSize = 9, // 100 rows: the last batch has one row
        Seed = 3,
        Device = Device.Cpu,
    };

    private static IEnumerable<TestCaseData> Cases()
    {
        static TestCaseData Case(string name, NeuralClassifierOptions options) => new TestCaseData(options).SetArgDisplayNames(name);
        foreach (var optimizer in new Optimizer[] { new Adam(), new AdamW(), new Sgd(0.1) { Momentum = 0.9 }, new RmsProp(), new Adagrad(), new Adadelta(), new NAdam(), new RAdam() })
        {
            yield return Case(optimizer.GetType().Name, _options with { Optimizer = optimizer });
        }

        foreach (var activation in new[] { Activation.Sigmoid, Activation.Tanh, Activation.SiLU, Activation.SELU, Activation.ELU(0.5), Activation.LeakyReLU(0.2), Activation.Identity, Activation.GELU, Activation.Mish, Activation.Softplus })
        {
            yield return Case($"{activation}", _options with { Builder = new MlpBuilder(7, 5) { Activation = activation } });
        }

        // One step of 20 evaluations: without a line search, rounding grows from step to step.
        yield return Case("Lbfgs", _options with { Optimizer = new Lbfgs(), Epochs = 1 });
        yield return Case("dropout", _options with { Builder = new MlpBuilder(20, 10) { Dropout = 0.3 } });
        yield return Case("dropout after sigmoid", _options with { Builder = new ShortBuilder() });
        yield return Case("linear", _options with { Builder = new LinearBuilder() });
        yield return Case("wide", _options with { Builder = new MlpBuilder(300, 33) });
        yield return Case("weights", _options with { ExampleWeightColumnName = "Weight", ClassWeights = ClassWeights.Balanced });
        yield return Case("smoothing", _options with { Loss = new CrossEntropy(0.1) });
        yield return Case("focal", _options with { Loss = new FocalLoss() });
        yield return Case("focal with weights", _options with { Loss = new FocalLoss(0.7), ExampleWeightColumnName = "Weight", ClassWeights = ClassWeights.Balanced });
        yield return Case("penalty and clip", _options with { Penalty = new Penalty { Strength = 0.1, L1Ratio = 0.5 }, GradientClip = new ClipByNorm(0.5) });
        yield return Case("whole set", _options with { BatchSize = 1000 });
        yield return Case("batch of one", _options with { BatchSize = 1, Epochs = 1 });
    }

    [TestCaseSource(nameof(Cases))]
    public void Trains_as_the_eager_runner_does(NeuralClassifierOptions options)
    {
        var (managed, managedHistory) = Train(options, RunnerKind.Auto);
        var (eager, eagerHistory) = Train(options, RunnerKind.Eager);

        Assert.That((managedHistory.Runner, eagerHistory.Runner), Is.EqualTo(("managed", "eager")));
        Assert.That(managedHistory.TrainingLosses, Is.EqualTo(eagerHistory.TrainingLosses).Within(1e-4).Percent.Or.EqualTo(eagerHistory.TrainingLosses).Within(1e-5));
        Assert.That(managed, Is.EqualTo(eager).Within(2e-4));
    }

    [Test]
    public void Leaves_what_it_does_not_know_to_the_eager_runner()
    {
        var custom = _options with { Loss = Loss.From("own", (outputs, targets) => nn.functional.cross_entropy(outputs, targets, reduction: nn.Reduction.None)) };

        Assert.That(Train(custom, RunnerKind.Auto).History.Runner, Is.EqualTo("eager"));
    }

    /// <summary>What is combined by chance: a failure names its seed.</summary>
    [Test]
    public void Trains_random_networks_as_the_eager_runner_does([Range(0, 15)] int seed)
    {
        var random = new Random(seed);
        T Any<T>(params T[] choices) => choices[random.Next(choices.Length)];
        var hidden = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(1, 70)).ToArray();
        var options = _options with
        {
            Builder = new MlpBuilder { Hidden = hidden, Activation = Any(Activation.ReLU, Activation.Tanh, Activation.SiLU, Activation.ELU(), Activation.GELU, Activation.Mish, Activation.Softplus), Dropout = Any(0, 0, 0.2) },
            Optimizer = Any<Optimizer>(new Adam(), new AdamW { WeightDecay = 0.1 }, new Sgd(0.05) { Momentum = 0.9, Nesterov = true }, new RmsProp(), new Adagrad()),
            Loss = Any<Loss>(new CrossEntropy(), new CrossEntropy(0.2), new FocalLoss(), new FocalLoss(1.5)),
            Penalty = new Penalty { Strength = Any(0, 0.01), L1Ratio = Any(0, 0.5, 1) },
            GradientClip = Any<GradientClip?>(null, new ClipByNorm(1), new ClipByValue(0.05)),
            ExampleWeightColumnName = Any(null, "Weight"),
            BatchSize = random.Next(1, 120),
            AccumulationSteps = Any(1, 1, 3),
            Epochs = 2,
        };
        var (managed, managedHistory) = Train(options, RunnerKind.Auto, random.Next(1, 4));
        var (eager, eagerHistory) = Train(options, RunnerKind.Eager);

        Assert.That(managedHistory.Runner, Is.EqualTo("managed"));
        Assert.That(managedHistory.TrainingLosses, Is.EqualTo(eagerHistory.TrainingLosses).Within(1e-4).Percent.Or.EqualTo(eagerHistory.TrainingLosses).Within(1e-5));
        Assert.That(managed, Is.EqualTo(eager).Within(2e-4));
    }

    // 100 rows of 3 * (3 * 300 + 300 * 90 + 90 * 3) multiply-adds are enough for three threads.
    private static readonly NeuralClassifierOptions _large = _options with { Builder = new MlpBuilder(300, 90), BatchSize = 97, Standardize = true };

    [Test]
    public void Several_threads_train_as_one_does()
    {
        var (one, history) = Train(_large, RunnerKind.Auto, 1);
        var (three, split) = Train(_large, RunnerKind.Auto, 3);

        Assert.That(split.Threads, Is.EqualTo(3));
        Assert.That(three, Is.Not.EqualTo(one), "sums in another order are rounded otherwise: or else nothing was split");
        Assert.That(split.TrainingLosses, Is.EqualTo(history.TrainingLosses).Within(1e-4).Percent);
        Assert.That(three, Is.EqualTo(one).Within(2e-4));
    }

    [Test]
    public void Equal_numbers_of_threads_give_equal_bits()
    {
        var dropout = _large with { Builder = new MlpBuilder(300, 90) { Dropout = 0.3 } };

        var (first, second) = (Train(dropout, RunnerKind.Auto, 2).Scores, Train(dropout, RunnerKind.Auto, 2).Scores);

        Assert.That(first, Is.EqualTo(second));
    }

    [Test]
    public void Small_steps_stay_on_one_thread_whatever_is_allowed() =>
        Assert.That(Train(_options, RunnerKind.Auto, 8).Scores, Is.EqualTo(Train(_options, RunnerKind.Auto, 1).Scores));

    private static (float[] Scores, TrainingHistory History) Train(NeuralClassifierOptions options, RunnerKind runner, int? threads = null)
    {
        var context = new MLContext(1);
        var data = context.Data.LoadFromEnumerable(Rows());
        using var model = context.FluxTrainers.NeuralClassifier(options, new TrainingRun { Runner = runner, Threads = threads }).Fit(data);
        var scores = model.Transform(data).GetColumn<float[]>("Score").SelectMany(row => row).ToArray();
        return (scores, model.History);
    }

    private static List<Row> Rows()
    {
        var random = new RandomStream(5);
        return [.. Enumerable.Range(0, 100).Select(i => new Row
        {
            Label = (uint)(i % 3),
            Features = [(i % 3) + (float)random.NextNormal(), (float)random.NextNormal() * 10, 5 + (float)random.NextDouble()],
            Weight = 1 + (i % 4),
        })];
    }

    private sealed class Row
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public float Weight { get; set; }
    }
}
