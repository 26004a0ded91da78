// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Parameters frozen by the pattern of their names.</summary>
public sealed class FrozenLayersTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(7, 5, 4),
        Epochs = 2,
        BatchSize = 8,
        Seed = 3,
        Device = Device.Cpu,
        FrozenLayers = ["dense0.*", "dense2.weight", "*2.bi*s"],
    };

    private static readonly string[] _frozen = ["dense0.weight", "dense0.bias", "dense2.weight", "dense2.bias"];

    private static IEnumerable<Optimizer> Optimizers =>
    [
        new Adam(), new AdamW { WeightDecay = 0.1 }, new Sgd(0.1) { Momentum = 0.9, WeightDecay = 0.1 }, new RmsProp { Momentum = 0.5 },
        new Adagrad(), new Adadelta(), new NAdam(), new RAdam(), new Lbfgs(), new Lbfgs { LineSearch = LineSearch.StrongWolfe },
    ];

    [Test]
    public void No_optimizer_penalty_or_weight_decay_moves_them_and_all_others_move(
        [ValueSource(nameof(Optimizers))] Optimizer optimizer, [Values(RunnerKind.Auto, RunnerKind.Eager)] RunnerKind runner)
    {
        var options = _options with { Optimizer = optimizer, Penalty = new() { Strength = 0.1, L1Ratio = 0.5 } };
        using var before = (options with { Epochs = 0 }).Fit(TestRows.Blobs(60), runner);
        using var after = options.Fit(TestRows.Blobs(60), runner);
        var same = before.Model.Network.State.Tensors.Zip(after.Model.Network.State.Tensors)
            .Where(pair => Bits(pair.First).SequenceEqual(Bits(pair.Second))).Select(pair => pair.First.Name);

        Assert.That(after.History.Runner, Is.EqualTo(runner == RunnerKind.Auto ? "managed" : "eager"));
        Assert.That(same, Is.EquivalentTo(_frozen));
    }

    [TestCase("dense0.*")]
    [TestCase("output.*")]
    [TestCase("*.weight")]
    [TestCase("*.bias")]
    public void Both_runners_train_the_others_alike(string pattern)
    {
        var options = _options with { FrozenLayers = [pattern], GradientClip = new ClipByNorm(0.1) };
        using var managed = options.Fit(TestRows.Blobs(60), RunnerKind.Auto);
        using var eager = options.Fit(TestRows.Blobs(60), RunnerKind.Eager);

        Assert.That(managed.History.Runner, Is.EqualTo("managed"));
        Assert.That(managed.Weights(), Is.EqualTo(eager.Weights()).Within(1e-5f));
    }

    // A module whose own maker took the parameters out of autograd is the other implementation of the same.
    [Test]
    public void It_is_the_same_as_without_a_gradient_in_torch()
    {
        static nn.Module<Tensor, Tensor> Make(NetworkShape shape, bool isFrozen)
        {
            var module = new MlpBuilder(6, 5).Build(shape with { Random = new RandomStream(9) });
            foreach (var (name, parameter) in module.named_parameters())
            {
                parameter.requires_grad = !(isFrozen && name.StartsWith("dense1", StringComparison.Ordinal));
            }

            return module;
        }

        var options = _options with { Optimizer = new Sgd(0.1) { Momentum = 0.9 }, Penalty = new() { Strength = 0.01 }, GradientClip = new ClipByNorm(0.2) };
        using var torchs = (options with { FrozenLayers = [], Builder = NetworkBuilder.From("torch", shape => Make(shape, true)) }).Fit(TestRows.Blobs(60));
        using var ours = (options with { FrozenLayers = ["dense1.*"], Builder = NetworkBuilder.From("ours", shape => Make(shape, false)) }).Fit(TestRows.Blobs(60));

        Assert.That(torchs.History.Runner, Is.EqualTo("eager"));
        Assert.That(ours.Weights(), Is.EqualTo(torchs.Weights()).Within(1e-5f));
    }

    // One step of gradient descent with rate 1: trained parameters move by exactly the bound, whatever the frozen ones' gradient.
    [Test]
    public void A_bound_on_the_norm_of_the_gradient_counts_the_trained_ones_alone([Values(RunnerKind.Auto, RunnerKind.Eager)] RunnerKind runner)
    {
        var options = _options with { Epochs = 1, BatchSize = 60, Optimizer = new Sgd(1), GradientClip = new ClipByNorm(0.001) };
        using var before = (options with { Epochs = 0 }).Fit(TestRows.Blobs(60), runner);
        using var after = options.Fit(TestRows.Blobs(60), runner);
        var moved = before.Weights().Zip(after.Weights(), (first, second) => Math.Pow((double)second - first, 2)).Sum();

        Assert.That(Math.Sqrt(moved), Is.EqualTo(0.001).Within(0.1).Percent);
    }

    [Test]
    public void A_frozen_batch_norm_keeps_its_averages_and_uses_them([Values] bool isFrozen)
    {
        var rows = TestRows.Blobs(60);
        var options = _options with
        {
            Builder = new MlpBuilder(6, 5) { Normalization = Normalization.BatchNorm },
            FrozenLayers = isFrozen ? ["norm0.*"] : ["norm0.weight", "dense0.*"],
        };
        using var model = options.Fit(rows);
        var tensors = model.Model.Network.State.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        static float[] Floats(Array values) => (float[])values;

        Assert.That(((long[])tensors["norm0.num_batches_tracked"])[0], Is.EqualTo(isFrozen ? 0 : 16));
        Assert.That(((long[])tensors["norm1.num_batches_tracked"])[0], Is.EqualTo(16));
        Assert.That(Floats(tensors["norm0.running_mean"]), isFrozen ? Has.All.EqualTo(0f) : Has.Some.Not.EqualTo(0f));
        Assert.That(Floats(tensors["norm1.running_mean"]), Has.Some.Not.EqualTo(0f));
    }

    // With averages 0 and 1 the first norm does nothing, as if it were not there: the loss of the first batch shows it.
    [Test]
    public void A_frozen_batch_norm_is_in_evaluation_mode_in_training()
    {
        var builder = new LinearNormBuilder();
        var options = _options with { Builder = builder, BatchSize = 60, Epochs = 1, FrozenLayers = ["norm.*"] };
        using var model = options.Fit(TestRows.Blobs(60));

        // Epoch 0 is measured in evaluation mode, epoch 1 in training before its only step.
        Assert.That(model.History.TrainingLosses[1], Is.EqualTo(model.History.TrainingLosses[0]).Within(1e-6));
    }

    [Test]
    public void A_residual_network_is_frozen_by_the_names_inside_its_blocks()
    {
        var random = new RandomStream(1);
        List<TestRow> rows = [.. Enumerable.Range(0, 24).Select(i => TestRows.Row((uint)(i % 3), [.. Enumerable.Range(0, 16).Select(_ => (float)random.NextNormal())]))];
        var options = _options with { Builder = new VectorImageBuilder(new SmallResidualBuilder(), 1, 4, 4), FrozenLayers = ["stem.*", "block.0.*"] };
        using var before = (options with { Epochs = 0 }).Fit(rows);
        using var after = options.Fit(rows);
        var moved = before.Model.Network.State.Tensors.Zip(after.Model.Network.State.Tensors)
            .Where(pair => !Bits(pair.First).SequenceEqual(Bits(pair.Second))).Select(pair => pair.First.Name);

        Assert.That(moved, Is.EquivalentTo(new[] { "block.1.conv.weight", "block.1.conv.bias", "output.weight", "output.bias" }));
    }

    [Test]
    public void A_pattern_that_matches_nothing_is_an_error_with_the_nearest_names() =>
        Assert.That(
            () => (_options with { FrozenLayers = ["dense0.*", "dense1.wieght"] }).Fit(TestRows.Blobs(9)),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "FrozenLayers has 'dense1.wieght', which matches no parameter of MlpBuilder(7, 5, 4). Did you mean 'dense1.weight'? The "
                + "nearest of its 8 parameters are: dense1.weight, dense0.weight, dense2.weight, dense1.bias, dense0.bias."));

    [Test]
    public void A_layer_without_a_star_is_answered_with_the_pattern_of_the_whole_layer() =>
        Assert.That(
            () => (_options with { FrozenLayers = ["output"] }).Fit(TestRows.Blobs(9)),
            Throws.InvalidOperationException.With.Message.Contains("Did you mean 'output.*'?"));

    [Test]
    public void Nothing_left_to_train_is_an_error([Values] bool isModule)
    {
        var builder = isModule ? NetworkBuilder.From("mine", shape => new Square(shape)) : _options.Builder;

        Assert.That(
            () => (_options with { Builder = builder, FrozenLayers = ["*"] }).Fit(TestRows.Blobs(9)),
            Throws.InvalidOperationException.With.Message.StartsWith($"FrozenLayers [*] freezes all parameters of {builder}, so nothing can be trained."));
    }

    [Test]
    public void Patterns_are_options_as_others()
    {
        var read = OptionsJson.Read<NeuralClassifierOptions>(_options.ToJson(), new NamedOptions(""));

        Assert.That(read, Is.EqualTo(_options));
        Assert.That(_options.With("FrozenLayers", new[] { "a.*" }).FrozenLayers, Is.EqualTo((ValueList<string>)["a.*"]));
        Assert.That(() => _options with { FrozenLayers = [""] }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static byte[] Bits(StateTensor tensor)
    {
        var bytes = new byte[Buffer.ByteLength(tensor.Values)];
        Buffer.BlockCopy(tensor.Values, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private sealed record LinearNormBuilder : StackBuilder
    {
        public override LayerStack Describe(NetworkShape shape) =>
            new([new("norm", new BatchNorm1dLayer(shape.Inputs) { Epsilon = 1e-9 }), new("output", new LinearLayer(shape.Inputs, shape.Outputs))]);
    }

    // A type of its own, which can't be described as layers.
    private sealed class Square : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear _linear;

        public Square(NetworkShape shape)
            : base(nameof(Square))
        {
            _linear = nn.Linear(shape.Inputs, shape.Outputs);
            register_module("linear", _linear);
        }

        public override Tensor forward(Tensor input) => _linear.call(input).square();
    }
}
