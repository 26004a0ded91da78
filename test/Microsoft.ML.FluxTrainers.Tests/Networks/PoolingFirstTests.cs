// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class PoolingFirstTests
{
    private static readonly Layer _relu = new ActivationLayer(Activation.ReLU);

    [Test]
    public void Only_a_ReLU_in_front_of_a_max_pool_changes_its_place()
    {
        var tanh = new ActivationLayer(Activation.Tanh);
        var average = new AvgPool2dLayer([2, 2]);
        var stack = new LayerStack([
            new("relu", _relu), new("pool", new MaxPool2dLayer([2, 2])), new("tanh", tanh), new("pool2", new MaxPool2dLayer([2, 2])),
            new("relu3", _relu), new("average", average), new("relu4", _relu), new("flatten", new FlattenLayer())]);

        Assert.That(
            PoolingFirst.Of(stack).Layers.Select(item => item.Name),
            Is.EqualTo(new[] { "pool", "relu", "tanh", "pool2", "relu3", "average", "relu4", "flatten" }));
    }

    [Test]
    public void Weights_keep_their_names_and_order()
    {
        foreach (var stack in new[] { new VggBuilder().Describe(Image(32)), new ResNetBuilder().Describe(Image(32)), Nested() })
        {
            var fast = PoolingFirst.Of(stack);

            Assert.That(fast.Parameters, Is.EqualTo(stack.Parameters));
            Assert.That(fast.Buffers, Is.EqualTo(stack.Buffers));
            Assert.That(fast.Counters, Is.EqualTo(stack.Counters));
        }
    }

    // Few different numbers, so that most windows have their largest number twice, at 0 and elsewhere; and a NaN.
    [TestCaseSource(nameof(Pools))]
    public void Outputs_and_gradients_are_the_same_to_the_bit(string name, LayerStack stack, long[] shape)
    {
        using var scope = NewDisposeScope();
        var random = new RandomStream(7);
        var numbers = Enumerable.Range(0, (int)shape.Aggregate((product, size) => product * size)).Select(_ => (float)random.NextInt(5) - 2).ToArray();
        numbers[3] = float.NaN;
        var (plain, plainGradient) = Run(stack, numbers, shape);
        var (fast, fastGradient) = Run(PoolingFirst.Of(stack), numbers, shape);

        Assert.That(PoolingFirst.Of(stack), Is.Not.EqualTo(stack), name);
        Assert.That(fast, Is.EqualTo(plain));
        Assert.That(fastGradient, Is.EqualTo(plainGradient));
    }

    private static IEnumerable<TestCaseData> Pools()
    {
        static TestCaseData Case(string name, Layer pool, params long[] shape) =>
            new TestCaseData(name, new LayerStack([new("relu", _relu), new("pool", pool)]), shape).SetArgDisplayNames(name);
        yield return Case("two by two", new MaxPool2dLayer([2, 2]), 3, 2, 8, 6);
        yield return Case("a rest at the border", new MaxPool2dLayer([2, 3]), 2, 3, 7, 8);
        yield return Case("overlapping and padded", new MaxPool2dLayer([3, 3]) { Stride = [2, 1], Padding = [1, 1] }, 2, 3, 7, 8);
        yield return Case("with gaps", new MaxPool2dLayer([2, 2]) { Stride = [3, 3], Dilation = [2, 1] }, 2, 2, 9, 9);
        yield return Case("series", new MaxPool1dLayer(3) { Stride = 2, Padding = 1 }, 4, 3, 11);
        yield return new TestCaseData("inside a block", Nested(), new long[] { 2, 2, 6, 6 }).SetArgDisplayNames("inside a block");
    }

    private static LayerStack Nested() => new([
        new("block", new ResidualLayer(new([new("relu", _relu), new("pool", new MaxPool2dLayer([2, 2]))]))
        {
            Shortcut = new([new("relu2", _relu), new("pool2", new MaxPool2dLayer([2, 2]))]),
            Activation = Activation.Identity,
        })]);

    private static NetworkShape Image(int size) => new(3 * size * size, 2) { Channels = 3, Height = size, Width = size };

    private static (float[] Output, float[] Gradient) Run(LayerStack stack, float[] numbers, long[] shape)
    {
        using var module = stack.ToModule();
        var input = tensor(numbers, shape, requires_grad: true);
        var output = module.call(input);
        (output * (arange(output.numel()).view(output.shape) + 1)).sum().backward(); // a gradient of its own for each output
        return (TorchState.Floats(output), TorchState.Floats(input.grad!));
    }
}
