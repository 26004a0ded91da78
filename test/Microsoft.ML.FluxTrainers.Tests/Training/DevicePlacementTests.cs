// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>That all tensors of a step lie on the device and that no step waits for it, shown without a GPU: on torch's meta device, whose tensors have a shape and no numbers.
/// It refuses to mix devices, and a number asked of it is an error.</summary>
public sealed class DevicePlacementTests
{
    private const int Rows = 20;
    private const int Batch = 8;
    private static readonly TrainingSettings _plain = new(1, Batch, Shuffle.None, new Adam(0.01), new CrossEntropy(), new Penalty(), null);

    // Torch has meta kernels in C++ for some operations only: none for relu, norms, convolutions, dot, and the losses that are missing here.
    private static readonly Dictionary<string, Step> _steps = new()
    {
        ["Adam"] = new(_plain),
        ["AmsGrad"] = new(_plain with { Optimizer = new Adam(0.01) { AmsGrad = true, WeightDecay = 0.1 } }),
        ["AdamW"] = new(_plain with { Optimizer = new AdamW(0.01) }),
        ["Sgd"] = new(_plain with { Optimizer = new Sgd(0.1) { Momentum = 0.9, Nesterov = true } }),
        ["RmsProp"] = new(_plain with { Optimizer = new RmsProp(0.01) { Centered = true, Momentum = 0.5 } }),
        ["Adagrad"] = new(_plain with { Optimizer = new Adagrad(0.01) }),
        ["Adadelta"] = new(_plain with { Optimizer = new Adadelta() }),
        ["NAdam"] = new(_plain with { Optimizer = new NAdam(0.01) }),
        ["RAdam"] = new(_plain with { Optimizer = new RAdam(0.01) }),
        ["penalty"] = new(_plain with { Penalty = new Penalty { Strength = 0.1, L1Ratio = 0.5 } }),
        ["clip"] = new(_plain with { GradientClip = new ClipByValue(0.1) }),
        ["groups of batches"] = new(_plain with { AccumulationSteps = 2 }),
        ["label smoothing"] = new(_plain with { Loss = new CrossEntropy(0.1) }),
        ["counts"] = new(_plain with { Loss = new PoissonLoss() }) { Outputs = 1 },
        ["means and deviations"] = new(_plain with { Loss = new GaussianLoss() }) { Outputs = 2 },
        ["dropout"] = new(_plain) { Dropout = 0.3 },
        ["categories"] = new(_plain) { Embedding = new EntityEmbeddingLayer(3, [new(0, 3, 2) { UnknownShare = 0.5 }]) },
    };

    private static IEnumerable<string> Names => _steps.Keys;

    [TestCaseSource(nameof(Names))]
    public void Steps_stay_on_the_device(string name) => Assert.That(Updates(_steps[name]), Is.EqualTo(_steps[name].Settings.UpdatesPerEpoch(Rows)));

    [Test]
    public void A_step_that_asks_for_a_number_would_be_found()
    {
        var waits = Loss.From("waits", (outputs, targets) => (outputs * outputs.sum().item<float>()).sum([1]));

        Assert.That(() => Updates(new(_plain with { Loss = waits }) { Outputs = 1 }), Throws.InvalidOperationException.With.Message.Contains("no data"));
    }

    [Test]
    public void A_step_with_a_tensor_of_another_device_would_be_found()
    {
        var strays = Loss.From("strays", (outputs, targets) => (outputs * ones([1, 1], device: CPU)).sum([1]));

        Assert.That(() => Updates(new(_plain with { Loss = strays }) { Outputs = 1 }), Throws.InvalidOperationException.With.Message.Contains("at least two devices"));
    }

    /// <summary>Trains for an epoch, of which nothing is asked but how many updates it made.</summary>
    private static long Updates(Step step)
    {
        TorchNative.EnsureLoaded();
        var streams = new RandomStreams(1);
        var shape = new NetworkShape(step.Embedding?.Outputs ?? 4, step.Outputs) { Embedding = step.Embedding };
        var network = InitialNetwork.Create(new MlpBuilder(6) { Activation = Activation.Tanh, Dropout = step.Dropout }, shape, streams);
        var settings = step.Settings;
        using var runner = new EagerRunner(network, META, settings.Loss, FrozenLayers.Of([], network), streams.Dropout, isApart: true);
        using var session = new TrainingSession(runner, streams, Rows, new TrainingSetup(runner.Name, 1, "meta", 1)) { Order = new EpochOrder(settings.RowOrder, streams.Shuffle, 1) };
        using var update = new UpdateRule(session, settings, new Solo(), () => { });
        var block = TrainingBlock.For(Rows, network.Shape.Row[0], 1, Batch, weighted: true);
        block.Rows = Rows;
        runner.Train(block, [0.1, 0.1, 0.1], update);
        return session.OptimizerState.Steps;
    }

    private sealed record Step(TrainingSettings Settings)
    {
        public int Outputs { get; init; } = 3;

        public double Dropout { get; init; }

        public EntityEmbeddingLayer? Embedding { get; init; }
    }
}
