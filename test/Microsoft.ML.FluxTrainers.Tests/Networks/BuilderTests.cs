// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class BuilderTests
{
    // MLJFlux's own tests: Short(4) on 5 inputs and 3 outputs, MLP((2, 2)) on 3 and 3.
    [Test]
    public void Short_has_the_shapes_of_its_settings() =>
        Assert.That(Shapes(new ShortBuilder { Hidden = 4 }, 5, 3), Is.EqualTo(new ValueList<int>[] { [4, 5], [4], [3, 4], [3] }));

    [Test]
    public void Mlp_has_one_layer_more_than_hidden_widths()
    {
        var stack = new MlpBuilder(2, 2).Describe(new NetworkShape(3, 3));

        Assert.That(stack.Layers.Count(item => item.Layer is LinearLayer), Is.EqualTo(3));
        Assert.That(stack.Parameters[0].Shape, Is.EqualTo((ValueList<int>)[2, 3]));
    }

    // The roots: 3.46, 1, 5, 3.74, 31.6.
    [TestCase(4, 3, 3)]
    [TestCase(1, 1, 1)]
    [TestCase(5, 5, 5)]
    [TestCase(7, 2, 4)]
    [TestCase(100, 10, 32)]
    public void Short_without_a_width_takes_the_root_of_inputs_times_outputs(int inputs, int outputs, int width) =>
        Assert.That(Shapes(new ShortBuilder(), inputs, outputs)[1], Is.EqualTo((ValueList<int>)[width]));

    [Test]
    public void Short_is_linear_sigmoid_dropout_linear() =>
        Assert.That(
            new ShortBuilder { Hidden = 4 }.Describe(new NetworkShape(5, 3)),
            Is.EqualTo(new LayerStack([
                new("dense0", new LinearLayer(5, 4)), new("sigmoid0", new ActivationLayer(Activation.Sigmoid)),
                new("dropout0", new DropoutLayer(0.5)), new("output", new LinearLayer(4, 3))])));

    [Test]
    public void Linear_is_one_layer_with_an_activation_only_on_demand()
    {
        var shape = new NetworkShape(5, 3);

        Assert.That(
            new LinearBuilder().Describe(shape), Is.EqualTo(new LayerStack([new("output", new LinearLayer(5, 3))])));
        Assert.That(
            new LinearBuilder { Activation = Activation.ReLU }.Describe(shape).Layers[1].Layer,
            Is.EqualTo(new ActivationLayer(Activation.ReLU)));
    }

    [Test]
    public void Mlp_has_one_hidden_layer_of_100_by_default() =>
        Assert.That(
            new MlpBuilder().Describe(new NetworkShape(4, 3)),
            Is.EqualTo(new LayerStack([
                new("dense0", new LinearLayer(4, 100)), new("relu0", new ActivationLayer(Activation.ReLU)),
                new("output", new LinearLayer(100, 3))])));

    [Test]
    public void Mlp_without_hidden_layers_is_linear() =>
        Assert.That(
            new MlpBuilder { Hidden = [] }.Describe(new NetworkShape(4, 3)),
            Is.EqualTo(new LinearBuilder().Describe(new NetworkShape(4, 3))));

    [Test]
    public void Mlp_normalizes_before_the_activation_and_drops_after_it()
    {
        var builder = new MlpBuilder(5, 4) { Activation = Activation.Tanh, Normalization = Normalization.BatchNorm, Dropout = 0.2 };
        var layers = builder.Describe(new NetworkShape(3, 2)).Layers;

        Assert.That(
            layers.Select(item => item.Name),
            Is.EqualTo(new[] { "dense0", "norm0", "tanh0", "dropout0", "dense1", "norm1", "tanh1", "dropout1", "output" }));
        Assert.That(layers[0].Layer, Is.EqualTo(new LinearLayer(3, 5, Bias: false)));
        Assert.That(layers[5].Layer, Is.EqualTo(new BatchNorm1dLayer(4)));
        Assert.That(layers[7].Layer, Is.EqualTo(new DropoutLayer(0.2)));
        Assert.That(layers[8].Layer, Is.EqualTo(new LinearLayer(4, 2)));
    }

    [Test]
    public void Mlp_with_layer_norm_keeps_its_biases()
    {
        var layers = new MlpBuilder(5) { Normalization = Normalization.LayerNorm }.Describe(new NetworkShape(3, 2)).Layers;

        Assert.That(layers[0].Layer, Is.EqualTo(new LinearLayer(3, 5)));
        Assert.That(layers[1].Layer, Is.EqualTo(new LayerNormLayer([5])));
    }

    [Test]
    public void Builders_with_equal_settings_are_equal()
    {
        Assert.That(new MlpBuilder(5, 4), Is.EqualTo(new MlpBuilder { Hidden = [5, 4] }));
        Assert.That(new MlpBuilder(5, 4), Is.Not.EqualTo(new MlpBuilder(4, 5)));
        Assert.That(
            new MlpBuilder(5) { Activation = Activation.LeakyReLU(0.2) },
            Is.EqualTo(new MlpBuilder(5) { Activation = Activation.LeakyReLU(0.2) }));
        Assert.That(new ShortBuilder(), Is.EqualTo(new ShortBuilder { Dropout = 0.5 }));
        Assert.That((NetworkBuilder)new ShortBuilder(), Is.Not.EqualTo((NetworkBuilder)new LinearBuilder()));
        Assert.That(NetworkBuilder.From("mine", _ => null!), Is.EqualTo(NetworkBuilder.From("mine", shape => null!)));
        Assert.That(NetworkBuilder.From("mine", _ => null!), Is.Not.EqualTo(NetworkBuilder.From("yours", _ => null!)));
    }

    [Test]
    public void A_builder_is_written_as_the_code_that_makes_it()
    {
        Assert.That(new MlpBuilder(5, 4).ToString(), Is.EqualTo("MlpBuilder(5, 4)"));
        Assert.That(
            new MlpBuilder(5) { Activation = Activation.LeakyReLU(0.2), Dropout = 0.1 }.ToString(),
            Is.EqualTo("MlpBuilder(5) { Activation = LeakyReLU(0.2), Dropout = 0.1 }"));
        Assert.That(new ShortBuilder { Hidden = 4 }.ToString(), Is.EqualTo("ShortBuilder { Hidden = 4 }"));
        Assert.That(new LinearBuilder().ToString(), Is.EqualTo("LinearBuilder"));
        Assert.That(NetworkBuilder.From("mine", _ => null!).ToString(), Is.EqualTo("NetworkBuilder.From(\"mine\")"));
    }

    // 2 x 70000 + 70000 x 70000 + 70000 x 3 weights and 140003 biases: more than one array can hold, and than an int can count.
    [Test]
    public void A_network_that_no_vector_can_hold_is_refused_in_words() => Assert.That(
        () => new NeuralClassifierOptions { Builder = new MlpBuilder(70000, 70000) }.Fit(TestRows.Blobs(12)),
        Throws.InvalidOperationException.With.Message.StartsWith("MlpBuilder(70000, 70000) makes a network of 4,900,490,003 parameters for 2 inputs and 3 outputs, but at most "));

    [Test]
    public void Bad_settings_are_refused_and_named()
    {
        Assert.That(
            () => new MlpBuilder(5, 0),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Hidden must be a list of positive integers."));
        Assert.That(
            () => new MlpBuilder { Dropout = 1 },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Dropout must be a number from 0 to below 1."));
        Assert.That(
            () => new ShortBuilder { Hidden = -1 },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Hidden must be an integer of at least 0."));
        Assert.That(
            () => new MlpBuilder { Normalization = (Normalization)7 },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("None, BatchNorm, LayerNorm"));
        Assert.That(() => new LinearBuilder { Activation = null! }, Throws.ArgumentNullException);
        Assert.That(() => NetworkBuilder.From("", _ => null!), Throws.ArgumentException);
    }

    private static ValueList<int>[] Shapes(StackBuilder builder, int inputs, int outputs) =>
        [.. builder.Describe(new NetworkShape(inputs, outputs)).Parameters.Select(slot => slot.Shape)];
}
