// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The numbers are those of the same block in PyTorch 1.13, written as torchvision writes it, with parameters sin(0),
/// sin(1), …, averages 1 + cos(0) / 2, 1 + cos(1) / 2, … and pixels cos(0), cos(1), ….</summary>
public sealed class ResidualLayerTests
{
    private static readonly LayerStack _stack = new([new("layer1.0", SmallResidualBuilder.Narrowing)]);

    private static readonly float[] _inUse =
    [
        0.003987f, 0, 0, 0, 4.502172f, 0.300967f, 0, 2.209165f, 7.460134f, 8.984005f, 1.006528f, 0,
        0, 0, 0, 0, 2.18034f, 0.966556f, 0.850685f, 1.989509f, 5.240932f, 4.579436f, 2.152465f, 2.117839f,
    ];

    private static readonly float[] _inTraining =
    [
        0.552285f, 0, 0, 0, 1.398728f, 0.007791f, 0, 0.638118f, 4.225873f, 2.680689f, 0.782166f, 0,
        0.106495f, 0, 0, 0, 1.023692f, 0.084732f, 0, 0.601106f, 3.463758f, 1.72614f, 0.468446f, 1.152192f,
    ];

    [Test]
    public void Tensors_have_the_names_of_torchvision()
    {
        string[] parameters =
        [
            "conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias",
            "downsample.0.weight", "downsample.1.weight", "downsample.1.bias",
        ];
        string[] norms = ["bn1", "bn2", "downsample.1"];

        Assert.That(_stack.ParameterCount, Is.EqualTo(159));
        Assert.That(_stack.Parameters.Select(slot => slot.Name), Is.EqualTo(parameters.Select(name => "layer1.0." + name)));
        Assert.That(
            _stack.Buffers.Select(slot => slot.Name),
            Is.EqualTo(norms.SelectMany(name => new[] { $"layer1.0.{name}.running_mean", $"layer1.0.{name}.running_var" })));
        Assert.That(_stack.Counters, Is.EqualTo(norms.Select(name => $"layer1.0.{name}.num_batches_tracked")));
    }

    [Test]
    public void In_use_it_gives_the_numbers_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        using var module = Module();
        module.eval();

        Assert.That(TorchState.Floats(module.call(Pixels())), Is.EqualTo(_inUse).Within(2e-5f));
    }

    [Test]
    public void In_training_outputs_gradients_and_averages_are_those_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        using var module = Module();
        var output = module.call(Pixels());
        (output * output).sum().backward();
        var gradients = module.named_parameters().ToDictionary(item => item.name, item => TorchState.Floats(item.parameter.grad!));
        var read = NetworkWeights.Read(_stack, module);

        Assert.That(TorchState.Floats(output), Is.EqualTo(_inTraining).Within(2e-5f));
        Assert.That(gradients["layer1.0.conv1.weight"].Sum(), Is.EqualTo(-0.314514f).Within(1e-4f));
        Assert.That(
            gradients["layer1.0.downsample.0.weight"],
            Is.EqualTo(new[] { -0.0269885f, -0.0487214f, -0.6742114f, 0.9191676f, -3.9592154f, 0.8581889f }).Within(1e-4f));
        Assert.That(read.Buffers[..3], Is.EqualTo(new[] { 1.5249567f, 1.0920398f, 0.4702977f }).Within(1e-5f));
        Assert.That(read.Buffers[^3..], Is.EqualTo(new[] { 0.603327f, 0.4759144f, 0.8033893f }).Within(1e-5f));
        Assert.That(read.Counters, Is.EqualTo(new long[] { 1, 1, 1 }));
    }

    // tanh(2 x + x) at x = 0.5.
    [Test]
    public void Without_layers_in_the_shortcut_the_input_itself_is_added_before_the_activation()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack([
            new("block", new ResidualLayer(new([new("double", new LinearLayer(1, 1, Bias: false))])) { Activation = Activation.Tanh })]);
        var weights = new NetworkWeights(stack);
        weights.Parameters[0] = 2;
        using var module = stack.ToModule();
        weights.CopyTo(module);

        Assert.That(module.call(tensor(new[] { 0.5f }).view(1, 1)).item<float>(), Is.EqualTo((float)Math.Tanh(1.5)).Within(1e-6));
    }

    [Test]
    public void A_forward_pass_leaves_its_result_alone()
    {
        using var module = Module();
        using var pixels = Pixels().DetachFromDisposeScope();
        using var scope = NewDisposeScope();
        _ = module.call(pixels);

        Assert.That(scope.DisposablesCount, Is.EqualTo(1));
    }

    [Test]
    public void Dropout_inside_draws_from_the_stream()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack([new("block", new ResidualLayer(new([new("dropout", new DropoutLayer(0.5))])))]);
        var before = TorchState.Generator();
        using var module = stack.ToModule(new RandomStream(1));
        using var same = stack.ToModule(new RandomStream(1));
        var output = TorchState.Floats(module.call(ones(1, 64)));

        Assert.That(output, Is.EqualTo(TorchState.Floats(same.call(ones(1, 64)))));
        Assert.That(output.Distinct(), Is.EquivalentTo(new[] { 1f, 3f }));
        Assert.That(TorchState.Generator(), Is.EqualTo(before));
    }

    [Test]
    public void It_is_compared_and_written_as_data()
    {
        var shape = new NetworkShape(1, 5) { Channels = 1, Height = 8, Width = 8 };
        var (stack, same) = (new SmallResidualBuilder().Describe(shape), new SmallResidualBuilder().Describe(shape));
        var json = OptionsJson.Write(stack);

        Assert.That(stack, Is.EqualTo(same));
        Assert.That(stack.GetHashCode(), Is.EqualTo(same.GetHashCode()));
        Assert.That(OptionsJson.Read<LayerStack>(json, new NamedOptions("")), Is.EqualTo(stack));
        Assert.That(
            SmallResidualBuilder.Narrowing with { Shortcut = null }, Is.Not.EqualTo(SmallResidualBuilder.Narrowing));
    }

    [Test]
    public void A_summary_has_a_line_for_each_block() =>
        Assert.That(
            new SmallResidualBuilder().Describe(new NetworkShape(64, 5) { Height = 8, Width = 8 }).Summary([1, 8, 8]).Split('\n').Select(line => line.TrimEnd()),
            Has.Some.Match("^block.0 +Residual +\\[batch, 3, 4, 4\\] +159$").And.Some.Match("^Total +267$")); // 4 + 159 + 84 + 20

    [Test]
    public void What_does_not_fit_inside_is_named_with_the_whole_path()
    {
        var other = SmallResidualBuilder.Narrowing with { Shortcut = null };

        Assert.That(
            () => _stack.OutputShape([1, 4, 4]),
            Throws.InvalidOperationException.With.Message.StartsWith("Layer 'layer1.0.conv1' (Conv2d) needs rows of shape [2, height, width]"));
        Assert.That(
            () => new LayerStack([new("a", other)]).OutputShape([2, 4, 4]),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "Layer 'a' (Residual) adds rows of its body, of shape [3, 2, 2], to rows of its shortcut, of shape [2, 4, 4]. "
                + "They must have the same shape."));
    }

    [Test]
    public void Body_and_shortcut_need_different_names()
    {
        static LayerStack One(string name) => new([new(name, new ActivationLayer(Activation.ReLU))]);
        static LayerStack Block(string body, string shortcut) => new([new("block", new ResidualLayer(One(body)) { Shortcut = One(shortcut) })]);

        Assert.That(
            () => Block("conv", "conv"),
            Throws.ArgumentException.With.Message.StartsWith("Layers must have different names, but 2 have 'block.conv'."));
        Assert.That(
            () => Block("conv", "conv.0").OutputShape([2]),
            Throws.InvalidOperationException.With.Message.StartsWith("Layer 'block' (Residual) has a layer 'conv' and one whose name starts with 'conv.'."));
    }

    [Test]
    public void A_layer_beside_a_block_must_not_have_the_name_of_one_inside() =>
        Assert.That(
            () => new LayerStack([new("a", new ResidualLayer(new([new("b", new DropoutLayer())]))), new("a.b", new DropoutLayer())]),
            Throws.ArgumentException.With.Message.StartsWith("Layers must have different names, but 2 have 'a.b'."));

    private static nn.Module<Tensor, Tensor> Module()
    {
        var module = _stack.ToModule();
        var weights = new NetworkWeights(_stack);
        for (var i = 0; i < weights.Parameters.Length; i++)
        {
            weights.Parameters[i] = (float)Math.Sin(i);
        }

        for (var i = 0; i < weights.Buffers.Length; i++)
        {
            weights.Buffers[i] = (float)(1 + (Math.Cos(i) / 2));
        }

        weights.CopyTo(module);
        return module;
    }

    private static Tensor Pixels() => tensor([.. Enumerable.Range(0, 64).Select(i => (float)Math.Cos(i))]).reshape(2, 2, 4, 4);
}
