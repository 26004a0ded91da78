// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Networks of standard layers come back without user code.</summary>
public sealed class LayerRoundTripTests
{
    [TestCaseSource(nameof(Names))]
    public void A_network_of_standard_layers_comes_back_without_user_code(string name)
    {
        var training = new MLContext(seed: 1);
        using var model = ThreeKinds.Fit(training, NetworkBuilder.From(name, shape => Network(name, shape.Outputs)));
        var saved = ThreeKinds.Save(training, model);
        var loading = new MLContext();
        using var loaded = (NeuralTransformer)ThreeKinds.Load(loading, saved);

        Assert.That(ThreeKinds.Scores(loading, loaded), Is.EqualTo(ThreeKinds.Scores(training, model)).Within(1e-6f));
        Assert.That(loaded.Model.Summary(), Is.EqualTo(model.Model.Summary()));
        Assert.That(loaded.Model.Network.State.Tensors.Select(tensor => (tensor.Name, tensor.Shape)),
            Is.EquivalentTo(model.Model.Network.State.Tensors.Select(tensor => (tensor.Name, tensor.Shape))));
    }

    [Test]
    public void Every_kind_of_layer_and_activation_is_among_these_networks()
    {
        TorchNative.EnsureLoaded();
        var layers = Names.SelectMany(Layers).ToList();
        var seen = layers.Select(layer => layer.GetType()).Concat(layers.OfType<ActivationLayer>().Select(layer => layer.Activation.GetType()));
        var known = OptionTypes.Library.All.Where(type => type.IsAssignableTo(typeof(Layer)) || type.IsAssignableTo(typeof(Activation)));

        // An embedding reads ids, so no network of standard layers that reads features holds one; torch has no residual
        // layer. See below, and EntityEmbeddingTests.
        Assert.That(seen.Distinct(), Is.EquivalentTo(known.Except([typeof(EmbeddingLayer), typeof(EntityEmbeddingLayer), typeof(ResidualLayer), typeof(CustomActivation)])));
    }

    [Test]
    public void A_residual_network_comes_back_without_user_code()
    {
        var training = new MLContext(seed: 1);
        using var model = ThreeKinds.Fit(training, new VectorImageBuilder(new SmallResidualBuilder(), 1, 4, 4));
        var saved = ThreeKinds.Save(training, model);
        var loading = new MLContext();
        using var loaded = (NeuralTransformer)ThreeKinds.Load(loading, saved);

        Assert.That(ThreeKinds.Scores(loading, loaded), Is.EqualTo(ThreeKinds.Scores(training, model)));
        Assert.That(loaded.Model.Summary(), Is.EqualTo(model.Model.Summary()));
    }

    [Test]
    public void An_embedding_comes_back()
    {
        TorchNative.EnsureLoaded();
        var stack = new LayerStack([
            new("embedding", new EmbeddingLayer(5, 2)), new("flat", new FlattenLayer()), new("output", new LinearLayer(8, 3))]);
        using var module = stack.ToModule();
        NetworkWeights.Initial(stack, new RandomStream(1)).CopyTo(module);
        var network = new TrainedNetwork(new MlpBuilder(), new NetworkShape(4, 3), stack, NetworkState.Of(module));
        var history = new TrainingRecorder(new TrainingSetup("eager", 1, "cpu", 1)).Snapshot();
        var model = new NeuralModel(
            network, new VectorInput("Ids", 4, true) { Scaling = InputScaling.None(4) }, new ClassTarget(3, null), OutputActivation.Softmax, history);
        var bytes = ModelZip.Of(sections => ModelFile.Write(sections, model));
        using var loaded = ModelZip.Read(bytes, sections => ModelFile.Read(sections, new NamedOptions(""))).CreateModule();

        using var scope = NewDisposeScope();
        var ids = tensor(new long[] { 0, 4, 2, 2, 1, 3, 0, 4 }, [2, 4]);
        Assert.That(loaded.call(ids).data<float>().ToArray(), Is.EqualTo(module.call(ids).data<float>().ToArray()));
    }

    private static string[] Names { get; } =
        ["image", "series", "plain", "ReLU", "Sigmoid", "Tanh", "GELU", "SiLU", "Mish", "SELU", "Softplus", "Identity", "LeakyReLU", "ELU"];

    private static IEnumerable<Layer> Layers(string name)
    {
        using var module = Network(name, 3);
        return ModuleDescriber.TryDescribe(module, out var stack, out var why)
            ? stack.Layers.Select(item => item.Layer)
            : throw new InvalidOperationException($"{name}: {why}");
    }

    private static nn.Module<Tensor, Tensor> Network(string name, int outputs) => name switch
    {
        "image" => nn.Sequential(
            ("image", nn.Unflatten(1, [1, 4, 4])),
            ("block", nn.Sequential(
                ("convolution", nn.Conv2d(1, 4, 3, padding: 1, groups: 1)),
                ("norm", nn.BatchNorm2d(4)),
                ("relu", nn.ReLU()),
                ("inner", nn.Sequential(("pool", nn.MaxPool2d(2)), ("narrow", nn.Conv2d(4, 4, 1, groups: 2, bias: false)))))),
            ("mean", nn.AvgPool2d(1)),
            ("one", nn.AdaptiveAvgPool2d(1)),
            ("flat", nn.Flatten()),
            ("output", nn.Linear(4, outputs))),
        "series" => nn.Sequential(
            ("series", nn.Unflatten(1, [2, 8])),
            ("block", nn.Sequential(
                ("convolution", nn.Conv1d(2, 4, 3, stride: 1, padding: 1, dilation: 1)),
                ("norm", nn.BatchNorm1d(4)),
                ("relu", nn.ReLU()),
                ("pool", nn.MaxPool1d(2)))),
            ("flat", nn.Flatten()),
            ("norm", nn.LayerNorm(16)),
            ("dropout", nn.Dropout(0.3)),
            ("output", nn.Linear(16, outputs, hasBias: false))),
        "plain" => nn.Sequential(
            ("0", nn.Linear(ThreeKinds.Width, 6)),
            ("1", nn.BatchNorm1d(6)),
            ("2", nn.Dropout(0.1)),
            ("3", nn.Linear(6, outputs))),
        _ => nn.Sequential(("in", nn.Linear(ThreeKinds.Width, 6)), ("activation", Activated(name)), ("output", nn.Linear(6, outputs))),
    };

    private static nn.Module<Tensor, Tensor> Activated(string name) => name switch
    {
        "ReLU" => nn.ReLU(),
        "Sigmoid" => nn.Sigmoid(),
        "Tanh" => nn.Tanh(),
        "GELU" => nn.GELU(),
        "SiLU" => nn.SiLU(),
        "Mish" => nn.Mish(),
        "SELU" => nn.SELU(),
        "Softplus" => nn.Softplus(),
        "Identity" => nn.Identity(),
        "LeakyReLU" => nn.LeakyReLU(0.2),
        _ => nn.ELU(0.7),
    };
}
