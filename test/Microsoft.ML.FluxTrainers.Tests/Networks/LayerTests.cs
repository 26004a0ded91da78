// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LayerTests
{
    private static IEnumerable<TestCaseData> Cases()
    {
        yield return new(new LinearLayer(4, 2), new[] { 4 });
        yield return new(new LinearLayer(4, 2, Bias: false), new[] { 3, 4 });
        yield return new(new Conv1dLayer(2, 6, 3) { Stride = 2, Padding = 1, Dilation = 2, Groups = 2 }, new[] { 2, 12 });
        yield return new(new Conv2dLayer(3, 4, [3, 2]) { Stride = [2, 1], Padding = [1, 0], Dilation = [1, 3], Bias = false }, new[] { 3, 9, 8 });
        yield return new(new BatchNorm1dLayer(4), new[] { 4 });
        yield return new(new BatchNorm1dLayer(4) { Affine = false, TrackRunningStats = false }, new[] { 4, 5 });
        yield return new(new BatchNorm2dLayer(3) { Epsilon = 0.1, Momentum = 0.5 }, new[] { 3, 4, 5 });
        yield return new(new LayerNormLayer([4, 5]), new[] { 3, 4, 5 });
        yield return new(new LayerNormLayer([5]) { Affine = false }, new[] { 5 });
        yield return new(new DropoutLayer(0.3), new[] { 7 });
        yield return new(new FlattenLayer(), new[] { 2, 3, 4 });
        yield return new(new FlattenLayer(2, 3), new[] { 2, 3, 4, 5 });
        yield return new(new UnflattenLayer([2, 3]), new[] { 6 });
        yield return new(new UnflattenLayer([3, 1, 2]) { Dimension = 2 }, new[] { 4, 6, 5 });
        yield return new(new MaxPool1dLayer(3) { Stride = 2, Padding = 1, Dilation = 2 }, new[] { 2, 11 });
        yield return new(new MaxPool2dLayer([3, 2]) { Padding = [1, 0] }, new[] { 2, 8, 9 });
        yield return new(new MaxPool2dLayer([2, 2]) { Stride = [1, 3], Dilation = [3, 1] }, new[] { 2, 8, 9 });
        yield return new(new AvgPool2dLayer([2, 4]) { Padding = [0, 1] }, new[] { 2, 8, 9 });
        yield return new(new AdaptiveAvgPool2dLayer([2, 3]), new[] { 2, 7, 8 });
        yield return new(new EmbeddingLayer(5, 3), new[] { 4 });
        yield return new(new ActivationLayer(Activation.ELU(0.5)), new[] { 4 });
        yield return new(SmallResidualBuilder.Narrowing, new[] { 2, 7, 8 });
        yield return new(new ResidualLayer(new([new("a.b", new LinearLayer(3, 3)), new("a.c", new LayerNormLayer([3]))])), new[] { 3 });
    }

    // Torch is the judge of the shape.
    [TestCaseSource(nameof(Cases))]
    public void The_output_shape_is_that_of_the_module(Layer layer, int[] row)
    {
        using var scope = NewDisposeScope();
        using var module = layer.ToModule(null);
        var input = zeros([2, .. row.Select(size => (long)size)], layer is EmbeddingLayer ? ScalarType.Int64 : ScalarType.Float32);

        Assert.That(layer.OutputShape("it", row).Select(size => (long)size), Is.EqualTo(module.call(input).shape.Skip(1)));
    }

    [TestCaseSource(nameof(Cases))]
    public void The_tensors_are_those_of_the_module(Layer layer, int[] row)
    {
        _ = row;
        var stack = new LayerStack([new("0.it", layer)]);
        using var module = stack.ToModule();

        Assert.That(
            module.named_parameters().Select(item => $"{item.name} {string.Join(",", item.parameter.shape)}"),
            Is.EqualTo(stack.Parameters.Select(slot => $"{slot.Name} {string.Join(",", slot.Shape)}")));
        Assert.That(
            module.named_buffers().Select(item => item.name),
            Is.EquivalentTo(stack.Buffers.Select(slot => slot.Name).Concat(stack.Counters)));
        Assert.That(module.state_dict().Keys, Is.EquivalentTo(
            stack.Parameters.Concat(stack.Buffers).Select(slot => slot.Name).Concat(stack.Counters)));
    }

    [TestCaseSource(nameof(Cases))]
    public void Making_the_module_draws_nothing_from_torch_and_disposing_it_leaves_nothing(Layer layer, int[] row)
    {
        _ = row;
        var before = TorchState.Generator();
        using var scope = NewDisposeScope();
        var module = new LayerStack([new("it", layer)]).ToModule(new RandomStream(0));
        var tensors = module.parameters().Concat(module.buffers()).ToList();
        var left = scope.DisposablesCount;
        module.Dispose();

        Assert.That(TorchState.Generator(), Is.EqualTo(before));
        Assert.That(left, Is.Zero);
        Assert.That(tensors.Select(tensor => tensor.IsInvalid), Has.All.True);
    }

    [TestCaseSource(nameof(Cases))]
    public void A_module_made_in_a_scope_outlives_it_and_moves_to_other_types(Layer layer, int[] row)
    {
        _ = row;
        nn.Module<Tensor, Tensor> module;
        using (NewDisposeScope())
        {
            module = layer.ToModule(null);
        }

        TorchSharp.ModuleExtensionMethods.to(module, ScalarType.Float64);
        Assert.That(module.parameters().Select(parameter => parameter.dtype), Has.All.EqualTo(ScalarType.Float64));
        module.Dispose();
    }

    private static IEnumerable<TestCaseData> Misfits()
    {
        yield return new(new LinearLayer(4, 2), new[] { 5 }, "needs rows of shape [..., 4], but gets [5].");
        yield return new(
            new Conv1dLayer(2, 3, 5), new[] { 2, 4 },
            "needs rows of shape [2, length], padded at least as large as its window of 5, but gets [2, 4].");
        yield return new(
            new Conv2dLayer(3, 4, [3, 3]), new[] { 1, 9, 9 },
            "needs rows of shape [3, height, width], padded at least as large as its window [3, 3], but gets [1, 9, 9].");
        yield return new(
            new Conv2dLayer(3, 4, [3, 3]) { Groups = 2 }, new[] { 3, 9, 9 },
            "can't divide 3 and 4 channels into 2 groups.");
        yield return new(
            new BatchNorm1dLayer(4), new[] { 4, 3, 2 },
            "needs rows of shape [4] or [4, length], but gets [4, 3, 2].");
        yield return new(new BatchNorm2dLayer(4), new[] { 4 }, "needs rows of shape [4, height, width], but gets [4].");
        yield return new(new LayerNormLayer([4, 5]), new[] { 5 }, "needs rows of shape [..., 4, 5], but gets [5].");
        yield return new(
            new FlattenLayer(1, 3), new[] { 4, 4 },
            "needs rows of shape with dimensions 1 to 3 (0 is the batch), but gets [4, 4].");
        yield return new(
            new UnflattenLayer([2, 3]), new[] { 5 },
            "needs rows of shape with 6 in dimension 1 (0 is the batch), but gets [5].");
        yield return new(
            new UnflattenLayer([2, 3]) { Dimension = 2 }, new[] { 6 },
            "needs rows of shape with 6 in dimension 2 (0 is the batch), but gets [6].");
        yield return new(
            new MaxPool1dLayer(5), new[] { 2, 4 },
            "needs rows of shape [channels, length], at least as large as its window of 5 padded by 0, but gets [2, 4].");
        yield return new(
            new MaxPool2dLayer([2, 2]), new[] { 4 },
            "needs rows of shape [channels, height, width], at least as large as its window [2, 2] padded by "
            + "[0, 0], but gets [4].");
        yield return new(
            new AdaptiveAvgPool2dLayer([2, 2]), new[] { 4 },
            "needs rows of shape [channels, height, width], but gets [4].");
    }

    [TestCaseSource(nameof(Misfits))]
    public void Rows_that_do_not_fit_are_named_with_the_shape_that_would(Layer layer, int[] row, string message) =>
        Assert.That(
            () => layer.OutputShape("it", row),
            Throws.InvalidOperationException.With.Message.EqualTo($"Layer 'it' ({layer.Kind}) {message}"));

    [Test]
    public void Bad_settings_are_refused_and_named()
    {
        Assert.That(() => new LinearLayer(0, 1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Inputs must be"));
        Assert.That(
            () => new Conv2dLayer(1, 1, [3]),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Kernel must be a height and a width"));
        Assert.That(
            () => new Conv2dLayer(1, 1, [3, 3]) { Stride = [0, 1] },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Stride must be a height and a width"));
        Assert.That(() => new DropoutLayer(1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FlattenLayer(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new UnflattenLayer([]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new UnflattenLayer([2, 0]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new UnflattenLayer([2]) { Dimension = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BatchNorm1dLayer(1) { Epsilon = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new NamedLayer("", new FlattenLayer()), Throws.ArgumentException);
    }
}
