// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class StackModuleTests
{
    // ReLU([1 2; 3 4] [1; -1] + [-10; 20]) = ReLU([-11; 19]) = [0; 19]; [2 1] [0; 19] + 0.5 = 19.5
    [Test]
    public void A_small_network_gives_the_numbers_worked_by_hand()
    {
        var stack = new MlpBuilder(2).Describe(new NetworkShape(2, 1));

        Assert.That(Run(stack, [1, 2, 3, 4, -10, 20, 2, 1, 0.5f], [], [1, -1], 1, 2), Is.EqualTo(new[] { 19.5f }));
    }

    // The sums over the four windows of 1..9, plus 0.5: 12.5 16.5 24.5 28.5; the largest is 28.5.
    [Test]
    public void A_convolution_and_a_pool_give_the_numbers_worked_by_hand()
    {
        var stack = new LayerStack([
            new("conv", new Conv2dLayer(1, 1, [2, 2])), new("pool", new MaxPool2dLayer([2, 2])), new("flatten", new FlattenLayer())]);

        Assert.That(Run(stack, [1, 1, 1, 1, 0.5f], [], [1, 2, 3, 4, 5, 6, 7, 8, 9], 1, 1, 3, 3), Is.EqualTo(new[] { 28.5f }));
    }

    // (x - mean) / sqrt(variance + 1) * weight + bias: (5 - 1) / 2 * 10 + 3 = 23; (6 - 3) / 3 * 20 + 4 = 24
    [Test]
    public void A_batch_norm_in_use_takes_the_kept_averages()
    {
        var stack = new LayerStack([new("norm", new BatchNorm1dLayer(2) { Epsilon = 1 })]);

        Assert.That(Run(stack, [10, 20, 3, 4], [1, 3, 3, 8], [5, 6], 1, 2), Is.EqualTo(new[] { 23f, 24f }).Within(1e-5f));
    }

    [TestCaseSource(nameof(Activations))]
    public void Activations_give_the_numbers_of_their_formulas(Activation activation, double[] expected)
    {
        using var scope = NewDisposeScope();
        using var module = activation.ToModule();

        Assert.That(TorchState.Floats(module.call(tensor(new[] { -1f, 0f, 2f }))), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Weights_read_back_are_those_written()
    {
        var stack = new MlpBuilder(3) { Normalization = Normalization.BatchNorm }.Describe(new NetworkShape(2, 2));
        var written = NetworkWeights.Initial(stack, new RandomStream(3));
        written.Buffers[1] = 7;
        written.Counters[0] = 12345678901;
        using var module = stack.ToModule();
        written.CopyTo(module);
        var read = NetworkWeights.Read(stack, module);

        Assert.That(read.Parameters, Is.EqualTo(written.Parameters));
        Assert.That(read.Buffers, Is.EqualTo(written.Buffers));
        Assert.That(read.Counters, Is.EqualTo(written.Counters));
    }

    [Test]
    public void Building_draws_from_the_shape_alone()
    {
        var builder = new MlpBuilder(3) { Dropout = 0.5 };
        var before = TorchState.Generator();
        using var first = builder.Build(new NetworkShape(2, 2) { Random = new RandomStream(3) });
        using var second = builder.Build(new NetworkShape(2, 2) { Random = new RandomStream(3) });
        using var other = builder.Build(new NetworkShape(2, 2) { Random = new RandomStream(4) });
        var after = TorchState.Generator();

        float[] Weights(nn.Module module) => [.. module.parameters().SelectMany(TorchState.Floats)];
        Assert.That(after, Is.EqualTo(before));
        Assert.That(Weights(second), Is.EqualTo(Weights(first)));
        Assert.That(Weights(other), Is.Not.EqualTo(Weights(first)));
    }

    [Test]
    public void Building_and_disposing_leaves_no_tensor()
    {
        using var scope = NewDisposeScope();
        var module = new MlpBuilder(3) { Normalization = Normalization.BatchNorm }.Build(new NetworkShape(2, 2));
        var tensors = module.parameters().Concat(module.buffers()).ToList();
        var left = scope.DisposablesCount;
        module.Dispose();

        Assert.That(left, Is.Zero);
        Assert.That(tensors.Select(tensor => tensor.IsInvalid), Has.All.True);
    }

    [Test]
    public void A_custom_activation_may_return_its_input()
    {
        using var scope = NewDisposeScope();
        using var module = new MlpBuilder(3) { Activation = Activation.From("same", x => x) }.Build(new NetworkShape(2, 2));

        Assert.That(module.call(ones(1, 2)).shape, Is.EqualTo(new long[] { 1, 2 }));
    }

    // By the formulas in double precision, in Python: gelu by erf, elu and selu by exp, mish by tanh(log1p(exp)).
    private static IEnumerable<TestCaseData> Activations()
    {
        yield return new(Activation.ReLU, new double[] { 0, 0, 2 });
        yield return new(Activation.Sigmoid, new[] { 0.26894142, 0.5, 0.88079708 });
        yield return new(Activation.Tanh, new[] { -0.76159416, 0, 0.96402758 });
        yield return new(Activation.GELU, new[] { -0.15865525, 0, 1.95449974 });
        yield return new(Activation.SiLU, new[] { -0.26894142, 0, 1.76159416 });
        yield return new(Activation.Mish, new[] { -0.30340146, 0, 1.94395896 });
        yield return new(Activation.SELU, new[] { -1.11133074, 0, 2.10140197 });
        yield return new(Activation.Softplus, new[] { 0.31326169, 0.69314718, 2.12692801 });
        yield return new(Activation.Identity, new double[] { -1, 0, 2 });
        yield return new(Activation.LeakyReLU(0.2), new[] { -0.2, 0, 2 });
        yield return new(Activation.ELU(0.5), new[] { -0.31606028, 0, 2 });
        yield return new(Activation.From("square", x => x * x), new double[] { 1, 0, 4 });
    }

    private static float[] Run(LayerStack stack, float[] parameters, float[] buffers, float[] input, params long[] shape)
    {
        using var scope = NewDisposeScope();
        using var module = stack.ToModule();
        var weights = new NetworkWeights(stack);
        parameters.CopyTo(weights.Parameters, 0);
        buffers.CopyTo(weights.Buffers, 0);
        weights.CopyTo(module);
        module.eval();
        return TorchState.Floats(module.call(tensor(input).reshape(shape)));
    }
}
