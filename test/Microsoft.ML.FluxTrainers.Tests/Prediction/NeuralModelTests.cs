// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NeuralModelTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private NeuralTransformer _model = null!;

    [OneTimeSetUp]
    public void Fit() => _model = ThreeKinds.Fit(
        _mlContext, new MlpBuilder(5) { Normalization = Normalization.BatchNorm, Dropout = 0.4 }, epochs: 3);

    [OneTimeTearDown]
    public void Dispose() => _model.Dispose();

    [Test]
    public void The_softmax_of_the_modules_outputs_on_scaled_features_is_the_score()
    {
        using var scope = NewDisposeScope();
        using var module = _model.Model.CreateModule();
        var scaled = ThreeKinds.Rows.SelectMany(row => row.Features.Select(
            (value, column) => (value - _model.Model.FeatureOffsets[column]) * _model.Model.FeatureScales[column]));
        var outputs = module.call(tensor(scaled.ToArray(), [30, ThreeKinds.Width])).softmax(1);

        Assert.That(module.training, Is.False);
        Assert.That(
            outputs.data<float>().ToArray(),
            Is.EqualTo(ThreeKinds.Scores(_mlContext, _model).SelectMany(row => row)).Within(1e-6f));
    }

    // A note of a megabyte after each epoch: as long as the losses of some hundred thousand epochs.
    [Test]
    public void A_model_with_a_long_history_is_loaded_with_it()
    {
        var data = Growth.View(_mlContext);
        var run = new TrainingRun { Actions = [TrainingAction.WarnIf(_ => true, new string('x', 1 << 20))] };
        using var model = _mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Builder = new LinearBuilder(), Epochs = 70 }, run).Fit(data);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), model, data.Schema);

        Assert.That(((NeuralTransformer)loaded).History.Events, Is.EqualTo(model.History.Events));
    }

    [Test]
    public void The_module_is_a_copy()
    {
        var before = ThreeKinds.Scores(_mlContext, _model);
        using (var module = _model.Model.CreateModule())
        using (no_grad())
        {
            foreach (var parameter in module.parameters())
            {
                parameter.zero_();
            }
        }

        Assert.That(ThreeKinds.Scores(_mlContext, _model), Is.EqualTo(before));
        using var other = _model.Model.CreateModule();
        Assert.That(other.parameters().First().abs().sum().item<float>(), Is.GreaterThan(0));
    }

    [Test]
    public void The_saved_weights_are_the_modules_under_their_names()
    {
        using var stream = new MemoryStream();
        _model.Model.SaveWeights(stream);
        stream.Position = 0;
        var tensors = Safetensors.Read(stream, long.MaxValue).Tensors.ToDictionary(one => one.Name);
        using var module = _model.Model.CreateModule();
        var state = module.state_dict();

        Assert.That(
            tensors.Keys,
            Is.EquivalentTo(state.Keys.Select(name => $"network.{name}").Append("input.offset").Append("input.scale")));
        foreach (var (name, values) in state)
        {
            var saved = tensors[$"network.{name}"];
            Assert.That(saved.Shape, Is.EqualTo(values.shape), name);
            Assert.That(saved.Pieces.Single().ToArray(), Is.EqualTo(values.bytes.ToArray()), name);
        }

        Assert.That(tensors["input.offset"].ToFloats(), Is.EqualTo(_model.Model.FeatureOffsets));
        Assert.That(tensors["input.scale"].ToFloats(), Is.EqualTo(_model.Model.FeatureScales));
    }

    // 16 * 5 without a bias before the norm; 5 + 5; 5 * 3 + 3.
    [Test]
    public void The_summary_lists_layers_shapes_and_parameters()
    {
        var lines = _model.Model.Summary().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.That(lines, Is.EqualTo(new[]
        {
            "Layer Type Output Parameters", "dense0 Linear [batch, 5] 80", "norm0 BatchNorm1d [batch, 5] 10", "relu0 ReLU [batch, 5] 0", "dropout0 Dropout [batch, 5] 0", "output Linear [batch, 3] 18",
            "Total 108", "",
        }));
    }

    [Test]
    public void The_summary_of_a_custom_module_lists_its_parts()
    {
        using var model = ThreeKinds.Fit(_mlContext, new ResidualBuilder());

        Assert.That(model.Model.Summary(), Does.Contain("_inner").And.Contain("272").And.Contain("_output").And.Contain("51"));
    }

    [Test]
    public void A_loaded_model_knows_its_classes_scaling_and_history()
    {
        using var loaded = (NeuralTransformer)ThreeKinds.Load(_mlContext, ThreeKinds.Save(_mlContext, _model));

        Assert.That(loaded.Model.ClassNames, Is.EqualTo(new[] { "kind 0", "kind 1", "kind 2" }));
        Assert.That(loaded.Model.FeatureOffsets, Is.EqualTo(_model.Model.FeatureOffsets));
        Assert.That(loaded.Model.FeatureScales, Is.EqualTo(_model.Model.FeatureScales));
        Assert.That(loaded.Model.Network.Builder, Is.EqualTo(_model.Model.Network.Builder));
        Assert.That(loaded.History.Events, Is.EqualTo(_model.History.Events));
    }
}
