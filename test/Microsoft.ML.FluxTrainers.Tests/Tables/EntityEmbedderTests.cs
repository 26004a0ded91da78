// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Trained vectors of categories for other trainers (mlj 1.9, 16 and 17).</summary>
public sealed class EntityEmbedderTests
{
    private static readonly NeuralRegressorOptions _options = TableRows.Regressor with { Epochs = 10 };

    private readonly MLContext _mlContext = new(1);

    [Test]
    public void Columns_become_the_vectors_of_their_categories([Values] bool reload)
    {
        var rows = TableRows.Make();
        var data = rows.ToView(_mlContext);
        var fitted = Embedder(_options).Fit(data);
        var model = reload ? fitted.Reload(data) : fitted;
        var embedded = model.Transform(data);
        var cities = fitted.Model.Embeddings["City"];

        Assert.That(embedded.GetColumn<float[]>("City"), Is.EqualTo(rows.Select(row => cities[row.City])));
        Assert.That(embedded.GetColumn<float>("Age"), Is.EqualTo(rows.Select(row => row.Age)));
        VBuffer<ReadOnlyMemory<char>> names = default;
        embedded.Schema["City"].GetSlotNames(ref names);
        Assert.That(names.DenseValues().Select(name => $"{name}"), Is.EqualTo(new[] { "City_1", "City_2", "City_3", "City_4" }));
        Assert.That(embedded.Schema["Kind"].Type, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single, 2)));
    }

    [Test]
    public void The_vectors_are_those_of_the_network_itself_and_change_with_its_seed()
    {
        var data = TableRows.Make().ToView(_mlContext);
        using var direct = _options.Fit(data);
        float[] Oslo(NeuralRegressorOptions options) => Embedder(options).Fit(data).Model.Embeddings["City"]["Oslo"];

        Assert.That(Oslo(_options), Is.EqualTo(direct.Model.Embeddings["City"]["Oslo"]));
        Assert.That(Oslo(_options with { Seed = 4 }), Is.Not.EqualTo(direct.Model.Embeddings["City"]["Oslo"]));
    }

    [Test]
    public void Without_categories_nothing_changes()
    {
        var data = TableRows.Make().ToView(_mlContext);
        var embedder = Embedder(_options with { CategoricalColumnNames = [] });

        ViewComparison.Of(embedder.Fit(data).Transform(data), data, _ => true, Tolerance.Exact).AssertNone("the data");
        Assert.That(embedder.Fit(data).GetOutputSchema(data.Schema), Has.Count.EqualTo(data.Schema.Count));
    }

    [Test]
    public void What_is_promised_is_delivered()
    {
        var data = TableRows.Make().ToView(_mlContext);
        var embedder = Embedder(_options);

        ShapeComparison.Of(embedder.GetOutputSchema(ShapeComparison.ShapeOf(data.Schema)), ShapeComparison.ShapeOf(embedder.Fit(data).GetOutputSchema(data.Schema)))
            .AssertNone("the promise");
    }

    // Before the fit nobody knows how many texts there are: the promise is that of categories, unless the fit finds too many.
    [Test]
    public void A_text_that_the_fit_leaves_out_of_a_raw_table_stays_as_it_is_unless_it_is_named_as_a_category()
    {
        var rows = TableRows.Make();
        var data = rows.ToView(_mlContext);
        var warnings = _mlContext.Listen(Runtime.ChannelMessageKind.Warning);
        var raw = _options with { CategoricalColumnNames = [], FeatureColumns = FeatureColumns.All.Except("Class", "Label"), Epochs = 1 };
        IDataView Embed(NeuralRegressorOptions options) => Embedder(options).Fit(data).Transform(data);

        Assert.That(Embedder(raw).GetOutputSchema(ShapeComparison.ShapeOf(data.Schema)).Single(column => column.Name == "Note").ItemType, Is.EqualTo(NumberDataViewType.Single));
        Assert.That(Embed(raw).GetColumn<string>("Note"), Is.EqualTo(rows.Select(row => row.Note)));
        Assert.That(warnings, Has.Some.StartsWith("Column 'Note' has 120 different texts in 120 rows, too many for categories."));
        Assert.That(Embed(raw with { CategoricalColumnNames = ["Note"] }).Schema["Note"].Type, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single, 10)));
    }

    [Test]
    public void Another_trainer_learns_from_the_vectors_in_one_pipeline_also_loaded_and_cross_validated()
    {
        var data = TableRows.Make(400).ToView(_mlContext);
        var pipeline = Embedder(TableRows.Regressor)
            .Append(_mlContext.Transforms.Concatenate("All", "Features", "City", "Kind"))
            .Append(_mlContext.Regression.Trainers.Sdca("Amount", "All", maximumNumberOfIterations: 100));
        var folds = _mlContext.Regression.CrossValidate(data, pipeline, 3, "Amount");
        using var model = pipeline.Fit(data);
        using var loaded = model.Reload<ITransformer>(data) as TransformerChain<ITransformer>;

        Assert.That(folds.Select(fold => fold.Metrics.RSquared), Is.All.GreaterThan(0.95));
        Assert.That(loaded!.Scores(data), Is.EqualTo(model.Scores(data)));
    }

    [Test]
    public void A_row_alone_is_the_row_among_all()
    {
        var rows = TableRows.Make();
        var data = rows.ToView(_mlContext);
        var model = Embedder(_options).Fit(data);
        using var engine = _mlContext.Model.CreatePredictionEngine<TableRow, Embedded>(model);

        Assert.That(engine.Predict(rows[2]).City, Is.EqualTo(model.Model.Embeddings["City"]["Lima"]));
    }

    [Test]
    public void Unknown_categories_are_an_error_or_take_their_vector()
    {
        var rows = TableRows.Make();
        var (strict, lenient) = (Embedder(_options).Fit(rows.ToView()), Embedder(_options with { UnknownCategories = UnknownCategories.TrainedVector }).Fit(rows.ToView()));
        rows[4].City = "Atlantis";

        Assert.That(() => strict.Transform(rows.ToView()).GetColumn<float[]>("City").ToList(), Throws.InvalidOperationException.With.Message.Contains("'Atlantis'"));
        Assert.That(lenient.Transform(rows.ToView()).GetColumn<float[]>("City").ElementAt(4), Is.EqualTo(lenient.Model.Embeddings["City"].Unknown));
    }

    [Test]
    public void Data_without_the_column_is_refused() => Refusal.OfSchema(
        () => Embedder(_options).Fit(TableRows.Make().ToView()).Transform(_mlContext.Data.LoadFromEnumerable(new Embedded[1])), "no text");

    [Test]
    public void An_embedder_needs_an_estimator() =>
        Assert.That(() => _mlContext.FluxTrainers.EntityEmbedder(null!), Throws.ArgumentNullException);

    private EntityEmbedder Embedder(NeuralRegressorOptions options) =>
        _mlContext.FluxTrainers.EntityEmbedder(_mlContext.FluxTrainers.NeuralRegressor(options));

    private sealed class Embedded
    {
        [VectorType(4)]
        public float[] City { get; set; } = [];
    }
}
