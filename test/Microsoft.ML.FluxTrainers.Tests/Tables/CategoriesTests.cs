// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Columns of categories beside the features, and what is said of those that cannot be used.</summary>
public sealed class CategoriesTests
{
    private static readonly NeuralRegressorOptions _options = TableRows.Regressor;

    private readonly MLContext _mlContext = new(1);

    [Test]
    public void Categories_are_learned([Values] bool keys)
    {
        var data = TableRows.Make().ToView(_mlContext);
        data = keys ? data.WithKeys(_mlContext, "City", "Kind") : data;
        using var model = _options.Fit(data);
        using var without = (_options with { CategoricalColumnNames = [] }).Fit(data);

        Assert.That(RSquared(model, data), Is.GreaterThan(0.95));
        Assert.That(RSquared(without, data), Is.LessThan(0.3), "the features alone do not tell");
    }

    [Test]
    public void Categories_alone_are_enough_where_no_column_has_the_default_name_of_features()
    {
        var data = _mlContext.Transforms.DropColumns("Features").Fit(TableRows.Make().ToView()).Transform(TableRows.Make().ToView());
        using var model = _options.Fit(data);

        Assert.That((model.FeatureColumnName, model.FeatureColumnType), Is.EqualTo(("City", (DataViewType)TextDataViewType.Instance)));
        Assert.That(RSquared(model, data), Is.GreaterThan(0.9));
        Assert.That(
            () => (_options with { FeatureColumnName = "Numbers" }).Fit(data),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("'Numbers'"));
    }

    // mlj 1.9, 16
    [Test]
    public void Without_categories_the_network_is_the_builders_alone()
    {
        var data = TableRows.Make().ToView();
        using var model = (_options with { CategoricalColumnNames = [] }).Fit(data);
        using var embedding = _mlContext.FluxTrainers.EntityEmbedder(_mlContext.FluxTrainers.NeuralRegressor(_options with { CategoricalColumnNames = [] }))
            .Fit(data).Transform(data) as IDisposable;

        Assert.That(model.Model.Network.Stack!.Layers[0].Layer, Is.TypeOf<LinearLayer>());
        Assert.That(model.Model.Network.Stack, Is.EqualTo(_options.Builder is StackBuilder builder ? builder.Describe(new NetworkShape(2, 1)) : null));
        Assert.That(model.Model.Embeddings, Is.Empty);
    }

    [Test]
    public void Texts_get_numbers_in_the_order_in_which_they_first_come_and_keys_keep_theirs()
    {
        var rows = TableRows.Make();
        rows.Reverse();
        var data = rows.ToView(_mlContext).WithKeys(_mlContext, "Kind");
        using var model = (_options with { Epochs = 1 }).Fit(data);

        Assert.That(model.Model.Embeddings["City"].Levels, Is.EqualTo(rows.Select(row => row.City).Distinct()));
        Assert.That(model.Model.Embeddings["Kind"].Levels, Is.EqualTo(rows.Select(row => row.Kind).Distinct()));
        Assert.That(
            model.Model.Inputs.Select(input => (input.Name, input.Kind, input.Width, input.Levels.Count)),
            Is.EqualTo(new[] { ("Features", InputKind.Numbers, 2, 0), ("City", InputKind.Category, 1, 5), ("Kind", InputKind.Category, 1, 3) }));
        Assert.That(
            model.Model.Inputs.Select(input => input.ToString()),
            Is.EqualTo(new[] { "Features: Numbers, width 2", "City: Category, width 1, 5 categories", "Kind: Category, width 1, 3 categories" }));
    }

    [Test]
    public void Vectors_are_read_by_the_names_of_levels()
    {
        using var model = (_options with { EmbeddingSizes = [new("City", 2), new("Kind", 0.5)] }).Fit(TableRows.Make().ToView());
        var (cities, table) = (model.Model.Embeddings["City"], model.Weights());

        Assert.That((cities.Dimensions, model.Model.Embeddings["Kind"].Dimensions), Is.EqualTo((2, 2)));
        Assert.That(cities.Levels.SelectMany(level => cities[level]), Is.EqualTo(table[..10]));
        Assert.That(cities.Unknown, Is.Null);
        Assert.That(() => cities["Atlantis"], Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("'Atlantis'"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void An_unknown_category_is_an_error_that_names_it(bool reload)
    {
        var rows = TableRows.Make();
        using var model = _options.Fit(rows.ToView());
        rows[7].City = "Atlantis";
        var scored = (reload ? model.Reload(rows.ToView()) : model).Transform(rows.ToView());

        Assert.That(
            () => scored.GetColumn<float>("Score").ToList(),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "Column 'City' holds 'Atlantis', which is none of the 5 categories of the training data, in row 7. "
                + "Remove such rows, or train with UnknownCategories = UnknownCategories.TrainedVector."));
    }

    [Test]
    public void A_missing_category_is_an_error_that_says_so([Values] bool keys)
    {
        var rows = TableRows.Make();
        using var model = _options.Fit(View(rows, keys));
        rows[7].City = "";

        Assert.That(
            () => model.Transform(View(rows, keys)).GetColumn<float>("Score").ToList(),
            Throws.InvalidOperationException.With.Message.Contains("Column 'City' holds no category in row 7."));
        Assert.That(
            () => _options.Fit(View(rows, keys)),
            Throws.InvalidOperationException.With.Message.Contains("Column 'City' holds no category in row 7."));
    }

    [Test]
    public void Unknown_and_missing_categories_take_a_trained_vector_where_that_is_wanted([Values] bool keys, [Values] bool reload)
    {
        var rows = TableRows.Make();
        rows[3].City = "";
        using var fitted = (_options with { UnknownCategories = UnknownCategories.TrainedVector }).Fit(View(rows, keys));
        var model = reload ? fitted.Reload(View(rows, keys)) : fitted;
        var same = Enumerable.Range(0, 2).Select(_ => TableRows.Make(1)[0]).ToList();
        (same[0].City, same[1].City) = ("", "Atlantis");
        var scores = model.Scores(View(same, keys));

        Assert.That(scores[1], Is.EqualTo(scores[0]));
        Assert.That(model.Model.Embeddings["City"].Unknown, Has.Length.EqualTo(4));
        Assert.That(model.Model.Embeddings["City"].Levels, Has.Count.EqualTo(5));
        Assert.That(RSquared(model, View(rows, keys)), Is.GreaterThan(0.9));
    }

    // Another mapping of the same names: the key of a name differs.
    [Test]
    public void Keys_of_another_mapping_are_found_by_their_names()
    {
        var rows = TableRows.Make();
        var data = View(rows, keys: true);
        using var model = _options.Fit(data);
        var again = Enumerable.Reverse(rows).ToList();

        Assert.That(model.Scores(View(again, keys: true)), Is.EqualTo(model.Scores(data).Reverse()));
    }

    [Test]
    public void A_key_without_names_is_read_by_its_number_only_where_it_has_as_many_values_as_in_training()
    {
        var data = View(TableRows.Make(), keys: true);
        var options = _options with { CategoricalColumnNames = ["City"] };
        using var model = options.Fit(data);
        var embedder = _mlContext.FluxTrainers.EntityEmbedder(_mlContext.FluxTrainers.NeuralRegressor(options)).Fit(data);
        const string Wanted = "expected Key<UInt32, 0-4>, or a key whose values have names, got Key<UInt32, 0-9>";

        Assert.That(model.Scores(NumberedRow.View(_mlContext, cities: 5)), Has.Length.EqualTo(2));
        Assert.That(() => model.Transform(NumberedRow.View(_mlContext, cities: 10)), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains(Wanted));
        Assert.That(() => embedder.Transform(NumberedRow.View(_mlContext, cities: 10)), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains(Wanted));
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralRegressor(options).PartialFit(NumberedRow.View(_mlContext, cities: 10), model),
            Throws.InvalidOperationException.With.Message.Contains("Column 'City' was Key<UInt32, 0-4>, or a key whose values have names for the earlier model"));
    }

    [Test]
    public void A_column_with_one_category_is_an_error([Values] bool keys)
    {
        var rows = TableRows.Make();
        rows.ForEach(row => row.City = "Oslo");

        Assert.That(
            () => _options.Fit(View(rows, keys)),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "Categorical column 'City' has only one category ('Oslo'): nothing can be learned from it. Take it out of CategoricalColumnNames."));
    }

    [Test]
    public void A_size_for_a_column_without_categories_is_an_error_that_names_those_with() => Assert.That(
        () => _mlContext.FluxTrainers.NeuralRegressor(_options with { EmbeddingSizes = [new("Citi", 3)] }),
        Throws.ArgumentException.With.Message.EqualTo(
            "EmbeddingSizes has a size for 'Citi', which is no categorical column. Did you mean 'City'? Categorical columns: City, Kind."));

    [Test]
    public void Roles_that_exclude_each_other_are_refused()
    {
        void Refused(NeuralRegressorOptions options, string message) =>
            Assert.That(() => _mlContext.FluxTrainers.NeuralRegressor(options), Throws.ArgumentException.With.Message.Contains(message));

        Refused(_options with { CategoricalColumnNames = ["City", "City"] }, "'City' twice");
        Refused(_options with { CategoricalColumnNames = ["Amount"] }, "The label 'Amount'");
        Refused(_options with { CategoricalColumnNames = ["Features"] }, "'Features' cannot be FeatureColumnName and a category too");
        Refused(_options with { FeatureColumns = FeatureColumns.All, FeatureColumnName = "Age" }, "exclude each other");
        Refused(_options with { EmbeddingSizes = [new("City", 3), new("City", 4)] }, "'City' twice");
    }

    // The builder is told the width behind the lookup: 2 features, 4 + 2 numbers of the vectors.
    [Test]
    public void Any_builder_gets_the_width_of_the_vectors_and_its_network_is_saved([Values] bool standard)
    {
        NetworkShape? told = null;
        var builder = NetworkBuilder.From("own", shape =>
        {
            told = shape;
            return standard ? TorchSharp.torch.nn.Sequential(("only", TorchSharp.torch.nn.Linear(shape.Inputs, 1))) : new Residual(shape.Inputs, 1);
        });
        var data = TableRows.Make().ToView();
        using var model = (_options with { Builder = builder }).Fit(data);
        var mlContext = new MLContext();
        mlContext.FluxTrainers.Register(builder);
        using var loaded = (NeuralTransformer)Contract.ModelRoundTrip.Through(mlContext, model, data.Schema).Model;

        Assert.That((told!.Inputs, told.Categories), Is.EqualTo((8, (ValueList<int>)[5, 3])));
        Assert.That(RSquared(model, data), Is.GreaterThan(0.9));
        Assert.That(loaded.Scores(data), Is.EqualTo(model.Scores(data)).Within(1e-6));
        Assert.That(loaded.Model.Embeddings["City"]["Rome"], Is.EqualTo(model.Model.Embeddings["City"]["Rome"]));
        Assert.That(model.History.Runner, Is.EqualTo(standard ? "managed" : "eager"));
    }

    [Test]
    public void Sparse_features_stay_sparse_and_give_the_same_model_as_dense_ones_with_zeros()
    {
        var schema = SchemaDefinition.Create(typeof(SparseRow));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 40);
        IDataView View(bool sparse) => _mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(0, 40).Select(i => new SparseRow
            {
                City = $"{i % 3}",
                Amount = i % 3,
                Features = sparse ? new VBuffer<float>(40, 1, [1f + i], [i]) : new VBuffer<float>(40, [.. Enumerable.Range(0, 40).Select(j => j == i ? 1f + i : 0)]),
            }).ToList(),
            schema);
        var options = _options with { CategoricalColumnNames = ["City"], Standardize = false, Epochs = 2 };
        using var sparse = options.Fit(View(true));
        using var dense = options.Fit(View(false));

        Assert.That(sparse.Weights(), Is.EqualTo(dense.Weights()));
        Assert.That(sparse.Scores(View(true)), Is.EqualTo(dense.Scores(View(false))));
    }

    [Test]
    public void A_dry_run_tells_of_rows_without_a_category()
    {
        var rows = TableRows.Make();
        rows[2].City = "";
        var report = _mlContext.FluxTrainers.NeuralRegressor(_options).DryRun(rows.ToView());

        Assert.That(report.Faults, Has.Some.Contains("Column 'City' holds no category in row 2"));
        Assert.That(report.Layers, Does.Contain("EntityEmbedding"));
    }

    [Test]
    public void Permutation_importance_measures_the_features_beside_categories([Values] bool reload)
    {
        var data = TableRows.Make().ToView();
        using var fitted = _options.Fit(data);
        var model = reload ? fitted.Reload(data) : fitted;
        var found = _mlContext.Regression.PermutationFeatureImportance(model, model.Transform(data), "Amount", permutationCount: 3);

        Assert.That(model.FeatureColumnName, Is.EqualTo("Features"));
        Assert.That(found, Has.Length.EqualTo(2));
        Assert.That(found[0].RSquared.Mean, Is.LessThan(-0.01).And.LessThan(found[1].RSquared.Mean), "the age, before noise");
    }

    private IDataView View(List<TableRow> rows, bool keys)
    {
        var data = rows.ToView(_mlContext);
        return keys ? data.WithKeys(_mlContext, "City", "Kind") : data;
    }

    private double RSquared(ITransformer model, IDataView data) =>
        _mlContext.Regression.Evaluate(model.Transform(data), "Amount").RSquared;

    /// <summary>A row whose city is a number without a name.</summary>
    private sealed class NumberedRow
    {
        public uint City { get; set; }

        public float Amount { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public static IDataView View(MLContext mlContext, int cities)
        {
            var schema = SchemaDefinition.Create(typeof(NumberedRow));
            schema[nameof(City)].ColumnType = new KeyDataViewType(typeof(uint), cities);
            return mlContext.Data.LoadFromEnumerable(
                new NumberedRow[] { new() { City = 1, Amount = 1, Features = [0, 1] }, new() { City = 2, Amount = 2, Features = [1, 0] } }, schema);
        }
    }

    private sealed class SparseRow
    {
        public string City { get; set; } = "";

        public float Amount { get; set; }

        public VBuffer<float> Features { get; set; }
    }
}
