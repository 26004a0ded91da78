// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LayerStackTests
{
    private static readonly LayerStack _mixed = new([
        new("conv", new Conv2dLayer(1, 2, [3, 3])), new("norm", new BatchNorm2dLayer(2)), new("pool", new MaxPool2dLayer([2, 2])),
        new("flatten", new FlattenLayer()), new("output", new LinearLayer(8, 3))]);

    // 2*1*3*3 = 18, then 2, 2, 2, then 3*8 = 24, then 3.
    [Test]
    public void Parameters_lie_one_after_the_other_a_weight_before_its_bias()
    {
        TensorSlot[] expected =
        [
            new("conv.weight", [2, 1, 3, 3], 0), new("conv.bias", [2], 18), new("norm.weight", [2], 20), new("norm.bias", [2], 22),
            new("output.weight", [3, 8], 24), new("output.bias", [3], 48),
        ];

        Assert.That(_mixed.Parameters, Is.EqualTo(expected));
        Assert.That(_mixed.ParameterCount, Is.EqualTo(51));
    }

    [Test]
    public void Buffers_have_a_vector_of_their_own()
    {
        Assert.That(
            _mixed.Buffers, Is.EqualTo(new TensorSlot[] { new("norm.running_mean", [2], 0), new("norm.running_var", [2], 2) }));
        Assert.That(_mixed.Counters, Is.EqualTo(new[] { "norm.num_batches_tracked" }));
    }

    [Test]
    public void Stacks_with_equal_layers_are_equal()
    {
        static LayerStack Make(string name) => new([new(name, new LinearLayer(2, 3)), new("norm", new LayerNormLayer([3]))]);
        var (stack, same) = (Make("a"), Make("a"));

        Assert.That(stack, Is.EqualTo(same));
        Assert.That(stack.GetHashCode(), Is.EqualTo(same.GetHashCode()));
        Assert.That(stack, Is.Not.EqualTo(Make("b")));
    }

    [Test]
    public void Two_layers_of_one_name_are_refused() =>
        Assert.That(
            () => new LayerStack([new("a", new LinearLayer(2, 3)), new("a", new LinearLayer(3, 2))]),
            Throws.ArgumentException.With.Message.StartsWith("Layers must have different names, but 2 have 'a'."));

    // 6 - 3 + 1 = 4, halved to 2; 2 channels of 2 x 2 are 8.
    [Test]
    public void The_output_shape_follows_from_the_input_shape() =>
        Assert.That(_mixed.OutputShape([1, 6, 6]), Is.EqualTo((ValueList<int>)[3]));

    [Test]
    public void A_layer_that_does_not_fit_is_named() =>
        Assert.That(
            () => _mixed.OutputShape([1, 8, 8]),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "Layer 'output' (Linear) needs rows of shape [..., 8], but gets [18]."));

    [Test]
    public void Glorot_weights_stay_in_their_bounds_and_have_their_variance()
    {
        var stack = new LayerStack([new("a", new LinearLayer(100, 50)), new("b", new EmbeddingLayer(70, 80))]);
        var weights = new float[stack.ParameterCount];
        stack.Initialize(weights, new RandomStream(1));
        var linear = weights[..5000];
        var bias = weights[5000..5050];
        var embedding = weights[5050..];

        // Uniform between ±sqrt(6 / 150) = ±0.2: variance 0.04 / 3; the same for the embedding.
        Assert.That(linear, Has.All.InRange(-0.2f, 0.2f));
        Assert.That(linear.Average(weight => weight * weight), Is.EqualTo(0.04 / 3).Within(0.0008));
        Assert.That(linear.Average(), Is.EqualTo(0).Within(0.008));
        Assert.That(bias, Has.All.Zero);
        Assert.That(embedding, Has.All.InRange(-0.2f, 0.2f));
        Assert.That(embedding.Average(weight => weight * weight), Is.EqualTo(0.04 / 3).Within(0.0008));
    }

    // Fan in 4 / 2 * 9 = 18, fan out 6 * 9 = 54: sqrt(6 / 72) = 0.288675.
    [Test]
    public void A_convolution_counts_its_window_and_its_groups()
    {
        var stack = new LayerStack([new("conv", new Conv2dLayer(4, 6, [3, 3]) { Groups = 2 })]);
        var weights = new float[stack.ParameterCount];
        stack.Initialize(weights, new RandomStream(1));

        Assert.That(weights, Has.Length.EqualTo((6 * 2 * 9) + 6));
        Assert.That(weights.Max(Math.Abs), Is.InRange(0.27, 0.288676));
    }

    [Test]
    public void Norms_start_with_scale_one_and_buffers_with_variance_one()
    {
        var weights = NetworkWeights.Initial(_mixed, new RandomStream(1));

        Assert.That(weights.Parameters[20..24], Is.EqualTo(new float[] { 1, 1, 0, 0 }));
        Assert.That(weights.Buffers, Is.EqualTo(new float[] { 0, 0, 1, 1 }));
        Assert.That(weights.Counters, Is.EqualTo(new long[] { 0 }));
    }

    [Test]
    public void Equal_streams_give_equal_weights_and_an_advanced_one_others()
    {
        var stream = new RandomStream(5);
        var first = NetworkWeights.Initial(_mixed, stream).Parameters;
        var advanced = NetworkWeights.Initial(_mixed, stream).Parameters;

        Assert.That(NetworkWeights.Initial(_mixed, new RandomStream(5)).Parameters, Is.EqualTo(first));
        Assert.That(advanced, Is.Not.EqualTo(first));
        Assert.That(NetworkWeights.Initial(_mixed, new RandomStream(6)).Parameters, Is.Not.EqualTo(first));
    }

    [Test]
    public void A_vector_of_another_length_is_refused() =>
        Assert.That(
            () => _mixed.Initialize(new float[50], new RandomStream(0)),
            Throws.ArgumentException.With.Message.StartsWith("The network has 51 parameters, but the vector has 50 numbers."));

    [Test]
    public void The_summary_is_a_table() =>
        Assert.That(
            _mixed.Summary([1, 6, 6]),
            Is.EqualTo(
                """
                Layer    Type         Output            Parameters
                conv     Conv2d       [batch, 2, 4, 4]          20
                norm     BatchNorm2d  [batch, 2, 4, 4]           4
                pool     MaxPool2d    [batch, 2, 2, 2]           0
                flatten  Flatten      [batch, 8]                 0
                output   Linear       [batch, 3]                27
                Total                                           51

                """));
}
