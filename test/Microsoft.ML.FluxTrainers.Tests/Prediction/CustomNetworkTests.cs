// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Networks that only the user's code can make again.</summary>
public sealed class CustomNetworkTests
{
    private static readonly NetworkBuilder _builder = NetworkBuilder.From("residual", shape => new Residual(shape.Inputs, shape.Outputs));
    private static readonly Activation _activation = Activation.From("cube", input => input.pow(3));

    [Test]
    public void A_custom_module_loads_where_its_builder_is_registered()
    {
        var (saved, scores) = Train(_builder);
        var loading = new MLContext();
        loading.FluxTrainers.Register(_builder);
        using var loaded = (NeuralTransformer)ThreeKinds.Load(loading, saved);

        Assert.That(ThreeKinds.Scores(loading, loaded), Is.EqualTo(scores).Within(1e-6f));
    }

    [Test]
    public void Loading_a_custom_module_whose_builder_is_not_registered_names_it_and_the_cure()
    {
        var (saved, _) = Train(_builder);
        var loading = new MLContext();
        var log = ThreeKinds.Warnings(loading);
        var error = Assert.Catch(() => ThreeKinds.Load(loading, saved)).GetBaseException();

        Assert.That(error, Is.TypeOf<InvalidDataException>());
        Assert.That(
            error.Message,
            Does.StartWith("The model's builder: no NetworkBuilder is registered under the name 'residual'").And.Contain("mlContext.FluxTrainers.Register("));
        Assert.That(log, Is.EqualTo(new[] { error.Message }));
    }

    [Test]
    public void Training_a_custom_module_whose_builder_is_not_registered_warns_before_the_first_epoch()
    {
        var mlContext = new MLContext(seed: 1);
        var log = ThreeKinds.Warnings(mlContext);
        ThreeKinds.Fit(mlContext, _builder).Dispose();

        Assert.That(log, Has.Count.EqualTo(2));
        Assert.That(log[0], Does.Contain("it is a Residual, not a plain Sequential")
            .And.Contain("mlContext.FluxTrainers.Register(NetworkBuilder.From(\"residual\", …))"));
        Assert.That(log[1], Is.EqualTo("epoch 0"));
    }

    [Test]
    public void Training_a_custom_module_whose_builder_is_registered_does_not_warn()
    {
        var mlContext = new MLContext(seed: 1);
        mlContext.FluxTrainers.Register(_builder);
        var log = ThreeKinds.Warnings(mlContext);
        ThreeKinds.Fit(mlContext, _builder).Dispose();

        Assert.That(log, Is.EqualTo(new[] { "epoch 0" }));
    }

    [Test]
    public void Training_what_can_be_described_does_not_warn()
    {
        var mlContext = new MLContext(seed: 1);
        var log = ThreeKinds.Warnings(mlContext);
        ThreeKinds.Fit(mlContext, NetworkBuilder.From("plain", shape => nn.Sequential(nn.Linear(shape.Inputs, shape.Outputs)))).Dispose();
        ThreeKinds.Fit(mlContext, new NarrowBuilder()).Dispose();

        Assert.That(log, Is.EqualTo(new[] { "epoch 0", "epoch 0" }));
    }

    [Test]
    public void A_builder_type_of_the_users_own_that_cannot_be_described_warns_with_the_way_out()
    {
        var mlContext = new MLContext(seed: 1);
        var log = ThreeKinds.Warnings(mlContext);
        using var model = ThreeKinds.Fit(mlContext, new ResidualBuilder());

        Assert.That(log[0], Does.Contain("ResidualBuilder is not known to the library")
            .And.Contain("NetworkBuilder.From(name, shape => builder.Build(shape))").And.Contain("mlContext.FluxTrainers.Register"));
        Assert.That(log[1], Is.EqualTo("epoch 0"));
        var error = Assert.Catch(() => ThreeKinds.Load(mlContext, ThreeKinds.Save(mlContext, model))).GetBaseException();
        Assert.That(error, Is.TypeOf<InvalidDataException>().With.Message.Contains("ResidualBuilder").And.Message.Contains("Register(builder)"));
    }

    [Test]
    public void A_builder_type_of_the_users_own_that_describes_its_network_needs_nothing()
    {
        var (saved, scores) = Train(new NarrowBuilder());
        var loading = new MLContext();
        using var loaded = (NeuralTransformer)ThreeKinds.Load(loading, saved);

        Assert.That(ThreeKinds.Scores(loading, loaded), Is.EqualTo(scores).Within(1e-6f));
    }

    [Test]
    public void A_custom_activation_warns_and_loads_where_it_is_registered()
    {
        var training = new MLContext(seed: 1);
        var log = ThreeKinds.Warnings(training);
        using var model = ThreeKinds.Fit(training, new MlpBuilder(5) { Activation = _activation });
        var saved = ThreeKinds.Save(training, model);

        Assert.That(log[0], Does.Contain("mlContext.FluxTrainers.Register(Activation.From(\"cube\", …))"));
        Assert.That(log[1], Is.EqualTo("epoch 0"));
        var loading = new MLContext();
        var error = Assert.Catch(() => ThreeKinds.Load(loading, saved)).GetBaseException();
        Assert.That(error, Is.TypeOf<InvalidDataException>().With.Message.Contains("'cube'").And.Message.Contains("FluxTrainers.Register("));
        loading.FluxTrainers.Register(_activation);
        using var loaded = (NeuralTransformer)ThreeKinds.Load(loading, saved);
        Assert.That(ThreeKinds.Scores(loading, loaded), Is.EqualTo(ThreeKinds.Scores(training, model)).Within(1e-6f));
        Assert.That(((MlpBuilder)loaded.Model.Network.Builder).Activation, Is.EqualTo(_activation));
    }

    [Test]
    public void A_builder_that_now_makes_another_network_is_an_error_that_shows_both()
    {
        var (saved, _) = Train(_builder);
        var loading = new MLContext();
        loading.FluxTrainers.Register(NetworkBuilder.From("residual", shape => nn.Linear(shape.Inputs, shape.Outputs)));
        using var loaded = (NeuralTransformer)ThreeKinds.Load(loading, saved);

        Assert.That(
            () => ThreeKinds.Scores(loading, loaded),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("_inner.weight [16, 16]").And.Message.Contains("Built: weight [3, 16]"));
    }

    [Test]
    public void Weights_alone_can_be_saved_of_any_module()
    {
        using var model = ThreeKinds.Fit(new MLContext(seed: 1), _builder);
        using var stream = new MemoryStream();
        model.Model.SaveWeights(stream);
        stream.Position = 0;

        Assert.That(Safetensors.Read(stream, long.MaxValue).Tensors.Select(tensor => tensor.Name), Is.EquivalentTo(new[]
        {
            "input.offset", "input.scale", "network._inner.weight", "network._inner.bias", "network._output.weight", "network._output.bias",
        }));
    }

    [Test]
    public void A_network_whose_numbers_could_not_be_kept_stops_before_the_first_epoch()
    {
        var mlContext = new MLContext(seed: 1);
        var log = ThreeKinds.Warnings(mlContext);
        var builder = NetworkBuilder.From("double", shape => nn.Sequential(
            nn.Linear(shape.Inputs, shape.Outputs), new Shifted(zeros(shape.Outputs, ScalarType.Float64))));

        Assert.That(
            () => ThreeKinds.Fit(mlContext, builder),
            Throws.TypeOf<NotSupportedException>().With.Message.StartsWith("Tensor '1._shift' of the network has type Float64"));
        Assert.That(log, Is.Empty);
    }

    [Test]
    public void A_network_with_outputs_of_another_type_stops_before_the_first_epoch()
    {
        var builder = NetworkBuilder.From("double", shape => nn.Sequential(nn.Linear(shape.Inputs, shape.Outputs), new ToDouble()));

        Assert.That(
            () => ThreeKinds.Fit(new MLContext(seed: 1), builder),
            Throws.InvalidOperationException.With.Message.Contains("whose output is of type Float64"));
    }

    [Test]
    public void A_network_with_nothing_to_train_stops_before_the_first_epoch()
    {
        var builder = NetworkBuilder.From("means", shape => new Means(shape.Outputs));

        Assert.That(
            () => ThreeKinds.Fit(new MLContext(seed: 1), builder),
            Throws.InvalidOperationException.With.Message.Contains("without a trainable parameter"));
    }

    private static (byte[] Saved, float[][] Scores) Train(NetworkBuilder builder)
    {
        var mlContext = new MLContext(seed: 1);
        using var model = ThreeKinds.Fit(mlContext, builder);
        return (ThreeKinds.Save(mlContext, model), ThreeKinds.Scores(mlContext, model));
    }

    private sealed class Shifted : nn.Module<Tensor, Tensor>
    {
        private readonly Tensor _shift;

        public Shifted(Tensor shift)
            : base(nameof(Shifted))
        {
            _shift = shift;
            register_buffer(nameof(_shift), shift);
        }

        public override Tensor forward(Tensor input) => input + _shift.to(input.dtype);
    }

    private sealed class Means(int outputs) : nn.Module<Tensor, Tensor>(nameof(Means))
    {
        public override Tensor forward(Tensor input) => input.mean([1], keepdim: true).expand(-1, outputs);
    }

    private sealed class ToDouble() : nn.Module<Tensor, Tensor>(nameof(ToDouble))
    {
        public override Tensor forward(Tensor input) => input.to(ScalarType.Float64);
    }
}
