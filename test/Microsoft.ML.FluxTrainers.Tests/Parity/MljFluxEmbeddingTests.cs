// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What MLJFlux asks of its entity embeddings (test/entity_embedding.jl, entity_embedding_utils.jl and mlj_embedder_interface.jl).</summary>
/// <remarks>That the layer is one-hot columns times a matrix, forward and in a step of Adam(10), is in <see cref="EntityEmbeddingTests"/>.</remarks>
public sealed class MljFluxEmbeddingTests
{
    private static readonly NeuralRegressorOptions _options = NeuralRegressorOptions.MljFlux with
    {
        LabelColumnName = nameof(Row.Number),
        CategoricalColumnNames = [nameof(Row.Five), nameof(Row.Four), nameof(Row.Three)],
        Builder = new ShortBuilder { Activation = Activation.Identity },
        Seed = 42,
    };

    private readonly MLContext _mlContext = new(1);

    [Test]
    public void Ten_epochs_on_a_mixed_table_lower_the_loss_below_the_threshold()
    {
        using var model = _options.Fit(Data());

        Assert.That(model.History.TrainingLosses, Has.Count.EqualTo(11));
        Assert.That(model.History.TrainingLosses[^1], Is.LessThan(0.7 * model.History.TrainingLosses[0]));
    }

    // MLJFlux keeps the transposes: (4, 5), (3, 4), (2, 3).
    [Test]
    public void The_matrices_have_the_shapes_of_the_default_sizes()
    {
        using var model = _options.Fit(Data());

        Assert.That(
            model.Model.Network.State.Tensors.Take(3).Select(tensor => (tensor.Name, tensor.Shape)),
            Is.EqualTo(new[] { ("embedding.weight2", (ValueList<long>)[5, 4]), ("embedding.weight3", [4, 3]), ("embedding.weight4", [3, 2]) }));
    }

    [Test]
    public void Without_categories_the_first_layer_is_dense_and_the_transform_changes_nothing()
    {
        var options = _options with { CategoricalColumnNames = [] };
        using var model = options.Fit(Data());
        var embedded = Embedder(options).Fit(Data()).Transform(Data());

        Assert.That(model.Model.Network.Stack!.Layers[0].Layer, Is.TypeOf<LinearLayer>());
        Assert.That(embedded.GetColumn<string>("Five"), Is.EqualTo(Data().GetColumn<string>("Five")));
    }

    [Test]
    public void The_columns_of_the_transform_are_rows_of_the_matrices()
    {
        var transformer = Embedder(_options).Fit(Data());
        var matrix = (float[])transformer.Model.Network.State.Tensors[1].Values;
        var levels = transformer.Model.Inputs.Single(input => input.Name == "Four").Levels.ToList();

        Assert.That(
            transformer.Transform(Data()).GetColumn<float[]>("Four"),
            Is.EqualTo(Data().GetColumn<string>("Four").Select(level => matrix[(3 * levels.IndexOf(level))..][..3])));
    }

    [Test]
    public void The_vectors_change_with_more_epochs()
    {
        var data = Data();
        using var first = (_options with { Epochs = 2 }).Fit(data);
        using var second = _mlContext.FluxTrainers.NeuralRegressor(_options with { Epochs = 4 }).Fit(data, previous: first);

        Assert.That(second.Model.Embeddings["Five"]["a0"], Is.Not.EqualTo(first.Model.Embeddings["Five"]["a0"]));
    }

    [Test]
    public void The_embedder_gives_the_vectors_of_the_model_itself()
    {
        using var direct = _options.Fit(Data());

        Assert.That(Embedder(_options).Fit(Data()).Transform(Data()).GetColumn<float[]>("Five"),
            Is.EqualTo(Data().GetColumn<string>("Five").Select(level => direct.Model.Embeddings["Five"][level])));
    }

    [Test]
    public void An_embedder_before_a_classifier_fits_as_one_pipeline()
    {
        var pipeline = Embedder(_options)
            .Append(_mlContext.Transforms.Concatenate("All", "Features", "Five", "Four", "Three"))
            .Append(_mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Row.Class)))
            .Append(_mlContext.FluxTrainers.NeuralClassifier(NeuralClassifierOptions.MljFlux with { FeatureColumnName = "All", Seed = 42 }));
        using var model = pipeline.Fit(Data());

        Assert.That(_mlContext.MulticlassClassification.Evaluate(model.Transform(Data())).MicroAccuracy, Is.GreaterThan(0.5));
    }

    [Test]
    public void New_levels_are_an_error_that_names_them()
    {
        using var model = _options.Fit(Data());
        var rows = Rows();
        rows[0].Four = "new";

        Assert.That(() => model.Scores(_mlContext.Data.LoadFromEnumerable(rows)), Throws.InvalidOperationException.With.Message.Contains("'new'"));
    }

    private EntityEmbedder Embedder(NeuralRegressorOptions options) =>
        _mlContext.FluxTrainers.EntityEmbedder(_mlContext.FluxTrainers.NeuralRegressor(options));

    private IDataView Data() => _mlContext.Data.LoadFromEnumerable(Rows());

    private static List<Row> Rows()
    {
        var random = new RandomStream(42);
        return [.. Enumerable.Range(0, 200).Select(i =>
        {
            var (five, four, three) = (i < 5 ? i : random.NextInt(5), i < 4 ? i : random.NextInt(4), i < 3 ? i : random.NextInt(3));
            float[] features = [(float)random.NextDouble(), (float)random.NextDouble()];
            return new Row
            {
                Features = features,
                Five = $"a{five}",
                Four = $"b{four}",
                Three = $"c{three}",
                Number = features[0] + (five / 2f) - (four % 2) + three,
                Class = five > 2 ? "high" : "low",
            };
        })];
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public string Five { get; set; } = "";

        public string Four { get; set; } = "";

        public string Three { get; set; } = "";

        public float Number { get; set; }

        public string Class { get; set; } = "";
    }
}
