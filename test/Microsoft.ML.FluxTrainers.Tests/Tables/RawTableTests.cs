// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Tables that are read as they are.</summary>
public sealed class RawTableTests
{
    private static readonly NeuralRegressorOptions _options = TableRows.Regressor with
    {
        CategoricalColumnNames = [],
        FeatureColumns = FeatureColumns.All.Except("Class", "Label"),
    };

    private readonly MLContext _mlContext = new(1);

    [Test]
    public void All_columns_become_inputs_by_their_types()
    {
        using var model = _options.Fit(TableRows.Make().ToView());

        Assert.That(model.Model.Inputs.Select(input => (input.Name, input.Kind, input.Width)), Is.EqualTo(new[]
        {
            ("Age", InputKind.Numbers, 1), ("Price", InputKind.Numbers, 1), ("Rooms", InputKind.Numbers, 1), ("Open", InputKind.Boolean, 1),
            ("When", InputKind.Date, 8), ("City", InputKind.Category, 1), ("Kind", InputKind.Category, 1), ("Features", InputKind.Numbers, 2),
        }));
        Assert.That(model.Model.Inputs[5].Levels, Has.Count.EqualTo(5));
        Assert.That(model.Model.FeatureCount, Is.EqualTo(16));
    }

    [Test]
    public void A_table_in_a_file_or_read_anew_trains_as_in_memory()
    {
        var rows = TableRows.Make();
        rows[7].Age = float.NaN; // an indicator more
        var options = _options with { Shuffle = Shuffle.None, Epochs = 2, Seed = 1 };
        NeuralTransformer Fit(TrainingRun run) => _mlContext.FluxTrainers.NeuralRegressor(options, run).Fit(rows.ToView());
        using var memory = Fit(new TrainingRun { DataLoading = DataLoading.InMemory });
        using var spilled = Fit(new TrainingRun { DataLoading = DataLoading.Spill(), MemoryBudget = 2000 });
        using var streamed = Fit(new TrainingRun { DataLoading = DataLoading.Streaming() });

        Assert.That(memory.Model.FeatureCount, Is.EqualTo(17));
        Assert.That(spilled.History.TrainingLosses, Is.EqualTo(memory.History.TrainingLosses));
        Assert.That(streamed.History.TrainingLosses, Is.EqualTo(memory.History.TrainingLosses).Within(1e-4));
    }

    [Test]
    public void It_learns_and_comes_back_from_a_file_alone()
    {
        var data = TableRows.Make().ToView();
        using var model = _options.Fit(data);
        using var loaded = model.Reload(data);

        Assert.That(_mlContext.Regression.Evaluate(model.Transform(data), "Amount").RSquared, Is.GreaterThan(0.95));
        Assert.That(loaded.Scores(data), Is.EqualTo(model.Scores(data)));
        Assert.That(
            loaded.Model.Inputs.Select(input => (input.Name, input.Kind, input.Width, string.Join(",", input.Levels))),
            Is.EqualTo(model.Model.Inputs.Select(input => (input.Name, input.Kind, input.Width, string.Join(",", input.Levels)))));
    }

    [Test]
    public void What_was_inferred_and_left_out_is_in_the_log()
    {
        var (infos, warnings) = (_mlContext.Listen(ChannelMessageKind.Info), _mlContext.Listen(ChannelMessageKind.Warning));
        using var model = _mlContext.FluxTrainers.NeuralRegressor(_options).Fit(TableRows.Make().ToView(_mlContext));

        Assert.That(infos, Does.Contain("Numbers (4 columns): Age, Price, Rooms, Features (2).").And.Contain("Booleans (1 columns): Open.")
            .And.Contain("Dates (1 columns): When.").And.Contain("Categories (2 columns): City (5 levels, 4 dimensions), Kind (3 levels, 2 dimensions)."));
        Assert.That(warnings, Is.EqualTo(new[]
        {
            "Column 'Note' has 120 different texts in 120 rows, too many for categories. Make numbers of it "
                + "(mlContext.Transforms.Text.FeaturizeText) and name those among the columns, or name it in CategoricalColumnNames.",
        }));
    }

    [Test]
    public void A_text_named_as_a_category_may_have_any_number_of_levels()
    {
        using var model = (_options with { CategoricalColumnNames = ["Note"], EmbeddingSizes = [new("Note", 3)] }).Fit(TableRows.Make().ToView());

        Assert.That(model.Model.Embeddings["Note"].Levels, Has.Count.EqualTo(120));
        Assert.That(model.Model.Embeddings["Note"].Dimensions, Is.EqualTo(3));
    }

    [Test]
    public void More_than_a_thousand_texts_are_left_out()
    {
        var rows = TableRows.Make(3000);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Note = $"{i % 1001}";
            rows[i].Kind = $"{i % 1000}";
        }

        using var model = (_options with { Epochs = 1, BatchSize = 500 }).Fit(rows.ToView());

        Assert.That(model.Model.Inputs.Select(input => input.Name), Does.Contain("Kind").And.Not.Contain("Note"));
    }

    // The first of February 2024 is a Thursday (4); 18:00 is three quarters of a day; 19754 days after the epoch.
    [Test]
    public void A_date_is_eight_numbers()
    {
        var rows = TableRows.Make();
        rows[0].When = new DateTime(2024, 2, 1, 18, 0, 0);
        rows[1].When = default;
        var data = rows.ToView();
        using var cursor = data.GetRowCursor(data.Schema);
        var read = new DateColumn("When", false).Bind(cursor);
        var numbers = new float[8];
        cursor.MoveNext();
        Assert.That(read.Read(numbers), Is.Null);

        Assert.That(numbers, Is.EqualTo(new[]
        {
            Math.Sin(Math.PI / 6), Math.Cos(Math.PI / 6), Math.Sin(8 * Math.PI / 7), Math.Cos(8 * Math.PI / 7), -1, 0, 2024, 19754.75,
        }).Within(1e-3));
        cursor.MoveNext();
        read.Read(numbers);
        Assert.That(numbers, Is.All.NaN);
    }

    // Ages of the others have mean 2: a row that lacks it is read as 2 with an indicator of 1.
    [Test]
    public void Missing_numbers_become_their_mean_and_an_indicator()
    {
        var rows = TableRows.Make(4);
        (rows[0].Age, rows[1].Age, rows[2].Age, rows[3].Age) = (1, float.NaN, 3, float.NaN);
        (rows[0].Price, rows[1].Price, rows[2].Price, rows[3].Price) = (double.NaN, 7, 8, 9);
        rows[2].When = default;
        var data = rows.ToView();
        using var model = (_options with { FeatureColumns = FeatureColumns.Of("Age", "Rooms", "Price", "When"), Standardize = false, Epochs = 1 }).Fit(data);
        using var loaded = model.Reload(data);
        using var cursor = data.GetRowCursor(data.Schema);
        var read = loaded.Model.Input.Bind(cursor);
        var numbers = Enumerable.Range(0, 4).Select(_ =>
        {
            var row = new float[14];
            cursor.MoveNext();
            read(row);
            return row;
        }).ToList();

        Assert.That(model.Model.FeatureCount, Is.EqualTo(14), "age, rooms, price, eight of the date, three indicators");
        Assert.That(numbers.Select(row => row[0]), Is.EqualTo(new float[] { 1, 2, 3, 2 }));
        Assert.That(numbers.Select(row => row[11]), Is.EqualTo(new float[] { 0, 1, 0, 1 }));
        Assert.That(numbers.Select(row => row[2]), Is.EqualTo(new float[] { 8, 7, 8, 9 }));
        Assert.That(numbers.Select(row => row[12]), Is.EqualTo(new float[] { 1, 0, 0, 0 }));
        Assert.That(numbers.Select(row => row[13]), Is.EqualTo(new float[] { 0, 0, 1, 0 }));
    }

    [Test]
    public void Missing_numbers_are_an_error_where_that_is_wanted()
    {
        var rows = TableRows.Make();
        rows[5].Price = double.NaN;

        Assert.That(
            () => (_options with { MissingValues = MissingValues.Error }).Fit(rows.ToView()),
            Throws.InvalidOperationException.With.Message.Contains("Column 'Price' holds NaN in row 5."));
        rows[5].Price = double.MaxValue;
        Assert.That(() => _options.Fit(rows.ToView()), Throws.InvalidOperationException.With.Message.Contains("Column 'Price' holds infinity in row 5."));
    }

    [Test]
    public void A_missing_category_of_the_training_data_is_a_category_of_its_own([Values] bool keys)
    {
        var rows = TableRows.Make();
        rows[1].City = rows[9].City = "";
        var data = keys ? rows.ToView(_mlContext).WithKeys(_mlContext, "City") : rows.ToView(_mlContext);
        using var model = _options.Fit(data);
        using var loaded = model.Reload(data);

        Assert.That(model.Model.Embeddings["City"].Levels, Has.Count.EqualTo(6).And.Contain(""));
        Assert.That(loaded.Scores(data), Is.EqualTo(model.Scores(data)));
    }

    [Test]
    public void A_hashed_key_of_too_many_values_is_left_out_unless_it_is_named_as_a_category()
    {
        var data = TableRows.Make().ToView(_mlContext);
        data = _mlContext.Transforms.Conversion.Hash("Hashed", "City").Fit(data).Transform(data);
        var warnings = _mlContext.Listen(ChannelMessageKind.Warning);
        using var model = _mlContext.FluxTrainers.NeuralRegressor(_options with { Epochs = 1 }).Fit(data);

        Assert.That(model.Model.Inputs.Select(input => input.Name), Does.Not.Contain("Hashed").And.Contain("City"));
        Assert.That(warnings, Has.Some.EqualTo(
            "Column 'Hashed' has keys of 2147483648 values, too many for categories (at most 16777216). Hash to fewer bits (numberOfBits of "
            + "mlContext.Transforms.Conversion.Hash), or leave it out by name (FeatureColumns.Except)."));
        Assert.That(
            () => (_options with { CategoricalColumnNames = ["Hashed"] }).Fit(data),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "Categorical column 'Hashed' has keys of 2147483648 values, too many for categories (at most 16777216). Hash to fewer bits (numberOfBits of "
                + "mlContext.Transforms.Conversion.Hash), or take it out of CategoricalColumnNames."));
        Assert.That(
            () => (_options with { FeatureColumns = FeatureColumns.Of("Hashed") }).Fit(data),
            Throws.InvalidOperationException.With.Message.StartsWith("No column is left that a network could learn from. Column 'Hashed' has keys of 2147483648 values"));
    }

    // More values than a text may have.
    [Test]
    public void A_missing_key_is_a_category_of_its_own_however_many_values_there_are()
    {
        var rows = TableRows.Make(1300);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].City = i % 1200 == 5 ? "" : $"{i % 1200}";
        }

        var data = rows.ToView(_mlContext).WithKeys(_mlContext, "City");
        using var model = (_options with { FeatureColumns = FeatureColumns.Of("Age", "City"), Epochs = 1, BatchSize = 500 }).Fit(data);

        Assert.That(model.Model.Embeddings["City"].Levels, Has.Count.EqualTo(1200).And.Contain(""));
        Assert.That(() => model.Scores(data), Throws.Nothing);
    }

    // As a dictionary gives them, in which a name may be empty.
    [Test]
    public void A_missing_key_is_the_category_whose_name_is_empty()
    {
        var rows = TableRows.Make();
        rows[1].City = rows[9].City = "Atlantis";
        var cities = rows.Select(row => row.City).Distinct().Where(city => city != "Atlantis").ToList();
        var names = cities.ToDictionary(city => city, city => city == cities[0] ? "" : city);
        var data = rows.ToView(_mlContext);
        data = _mlContext.Transforms.Conversion.MapValue("City", names, "City", treatValuesAsKeyType: true).Fit(data).Transform(data);
        using var model = (_options with { FeatureColumns = FeatureColumns.Of("Age", "City"), Epochs = 1 }).Fit(data);
        using var loaded = model.Reload(data);

        Assert.That(model.Model.Embeddings["City"].Levels, Is.EquivalentTo(names.Values));
        Assert.That(loaded.Scores(data), Is.EqualTo(model.Scores(data)));
    }

    [Test]
    public void A_column_of_one_category_is_left_out()
    {
        var rows = TableRows.Make();
        rows.ForEach(row => row.Kind = "flat");
        using var model = _options.Fit(rows.ToView());

        Assert.That(model.Model.Inputs.Select(input => input.Name), Has.None.EqualTo("Kind"));
    }

    // MapValueToKey("Label", "Class") leaves the text in the data: with it there is nothing to learn.
    [Test]
    public void The_source_of_the_label_is_left_out()
    {
        var data = TableRows.Make().ToView(_mlContext);
        data = _mlContext.Transforms.Conversion.MapValueToKey("Target", "Class").Fit(data).Transform(data);
        var warnings = _mlContext.Listen(ChannelMessageKind.Warning);
        NeuralTransformer Fit(FeatureColumns columns) => _mlContext.FluxTrainers.NeuralClassifier(
            new NeuralClassifierOptions { LabelColumnName = "Target", FeatureColumns = columns, Epochs = 1 }).Fit(data);
        using var all = Fit(FeatureColumns.All);
        using var named = Fit(FeatureColumns.Of("Class", "Age"));

        Assert.That(all.Model.Inputs.Select(input => input.Name), Does.Not.Contain("Class").And.Not.Contain("Target").And.Contain("Amount"));
        Assert.That(warnings, Has.Some.StartsWith("Column 'Class' holds the label 'Target' in every row."));
        Assert.That(named.Model.Inputs.Select(input => input.Name), Is.EqualTo(new[] { "Class", "Age" }));
    }

    // Texts of the label's own type: as Single, true would be 1, and the large numbers would be rounded.
    [TestCase(nameof(Typed.Flag))]
    [TestCase(nameof(Typed.Price))]
    [TestCase(nameof(Typed.Number))]
    [TestCase(nameof(Typed.Day))]
    public void The_source_of_a_key_label_is_left_out_whatever_its_type(string source)
    {
        var data = Typed.View(_mlContext);
        data = _mlContext.Transforms.Conversion.MapValueToKey("Label", source).Fit(data).Transform(data);
        using var model = _mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { FeatureColumns = FeatureColumns.All, Epochs = 1 }).Fit(data);

        Assert.That(model.Model.Inputs.Select(input => input.Name), Does.Not.Contain(source).And.Contain(nameof(Typed.Noise)));
    }

    [Test]
    public void The_source_of_a_label_that_is_a_number_is_left_out_although_the_label_is_rounded()
    {
        var data = Typed.View(_mlContext);
        data = _mlContext.Transforms.Conversion.ConvertType("Label", nameof(Typed.Price)).Fit(data).Transform(data);
        using var model = _mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { FeatureColumns = FeatureColumns.All, Epochs = 1 }).Fit(data);

        Assert.That(model.Model.Inputs.Select(input => input.Name), Does.Not.Contain(nameof(Typed.Price)).And.Contain(nameof(Typed.Number)));
    }

    [Test]
    public void Label_weights_groups_and_sampling_keys_are_no_features()
    {
        var data = TableRows.Make().ToView(_mlContext);
        data = _mlContext.Transforms.CopyColumns("GroupId", "City").Append(_mlContext.Transforms.CopyColumns("SamplingKeyColumn", "City"))
            .Append(_mlContext.Transforms.CopyColumns("City", "Kind")).Fit(data).Transform(data); // the second City hides the first
        using var model = (_options with { ExampleWeightColumnName = "Weight" }).Fit(
            _mlContext.Transforms.Conversion.ConvertType("Weight", "Rooms").Fit(data).Transform(data));

        Assert.That(model.Model.Inputs.Select(input => input.Name), Is.EquivalentTo(new[] { "Age", "Price", "Rooms", "Open", "When", "Kind", "Features", "City" }));
        Assert.That(model.Model.Embeddings["City"].Levels, Has.Count.EqualTo(3));
    }

    [Test]
    public void Cross_validation_reads_the_tables_columns_only()
    {
        var folds = _mlContext.Regression.CrossValidate(
            TableRows.Make(300).ToView(_mlContext), _mlContext.FluxTrainers.NeuralRegressor(_options), 3, "Amount");

        Assert.That(folds.Select(fold => fold.Metrics.RSquared), Is.All.GreaterThan(0.9));
        Assert.That(((NeuralTransformer)folds[0].Model).Model.Inputs.Select(input => input.Name), Is.EqualTo(
            new[] { "Age", "Price", "Rooms", "Open", "When", "City", "Kind", "Features" }));
    }

    [Test]
    public void A_prediction_engine_asks_rows_as_they_are()
    {
        var rows = TableRows.Make();
        var data = rows.ToView(_mlContext);
        using var model = _options.Fit(data);
        using var engine = _mlContext.Model.CreatePredictionEngine<TableRow, Scored>(model.Reload(data));

        Assert.That(rows.Take(5).Select(row => engine.Predict(row).Score), Is.EqualTo(model.Scores(data)[..5]).Within(1e-5));
        Assert.That(
            () => _mlContext.Model.CreatePredictionEngine<Few, Scored>(model),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Could not find feature column 'Price'. The data has: Age."));
    }

    [Test]
    public void A_size_for_a_column_without_categories_is_an_error_that_names_those_with() => Assert.That(
        () => (_options with { EmbeddingSizes = [new("Age", 3)] }).Fit(TableRows.Make().ToView()),
        Throws.ArgumentException.With.Message.Contains("'Age', which is no categorical column. Categorical columns: City, Kind, Note."));

    // ML.NET permutes the slots of one vector column: docs/tables.md says what to do instead.
    [Test]
    public void Permutation_importance_of_a_table_is_empty()
    {
        var data = TableRows.Make().ToView(_mlContext);
        using var model = _options.Fit(data);

        var found = _mlContext.Regression.PermutationFeatureImportance(model, model.Transform(data), "Amount");

        Assert.That(model.FeatureColumnName, Is.EqualTo("Age"));
        Assert.That(found, Is.Empty);
    }

    [Test]
    public void A_table_without_a_usable_column_is_refused()
    {
        Assert.That(
            () => (_options with { FeatureColumns = FeatureColumns.Of("Agee") }).Fit(TableRows.Make().ToView()),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("'Agee'"));
        Assert.That(
            () => (_options with { FeatureColumns = FeatureColumns.Of("Note") }).Fit(TableRows.Make().ToView()),
            Throws.InvalidOperationException.With.Message.Contains("No column is left that a network could learn from. Column 'Note' has 120"));
        Assert.That(
            () => (_options with { FeatureColumns = FeatureColumns.Of("Age").Except("Age") }).Fit(TableRows.Make().ToView()),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("No column can be read as a feature. The data has: Age, Price,"));
        Assert.That(() => FeatureColumns.Of(), Throws.ArgumentException);
    }

    [Test]
    public void All_labels_of_several_are_no_features_and_a_column_named_Label_is_one_where_others_are()
    {
        var data = TableRows.Make().ToView(_mlContext);
        data = _mlContext.Transforms.CopyColumns("Years", "Age").Fit(data).Transform(data);
        var options = new NeuralMultitargetRegressorOptions { LabelColumnNames = ["Amount", "Age"], FeatureColumns = FeatureColumns.All, Epochs = 1 };
        var warnings = _mlContext.Listen(ChannelMessageKind.Warning);
        string[] Read(FeatureColumns columns)
        {
            using var model = _mlContext.FluxTrainers.NeuralMultitargetRegressor(options with { FeatureColumns = columns }).Fit(data);
            return [.. model.Model.Inputs.Select(input => input.Name)];
        }

        Assert.That(Read(FeatureColumns.All), Does.Contain("Label").And.Not.Contain("Amount").And.Not.Contain("Age").And.Not.Contain("Years"));
        Assert.That(warnings, Has.Some.StartsWith("Column 'Years' holds the label 'Age' in every row."));
        Assert.That(Read(FeatureColumns.Of("Rooms", "Label")), Is.EqualTo(new[] { "Rooms", "Label" }));
        Assert.That(() => Read(FeatureColumns.Of("Rooms", "Age")), Throws.ArgumentException.With.Message.EqualTo("The label 'Age' cannot be a feature or a category too."));
    }

    // Around 1.7e9 a Single goes in steps of 128. Uniform numbers over a range of n deviate by n / sqrt(12), the warning begins below 32 steps: 4096.
    [TestCase(1.7e9f, 14_000, true)]
    [TestCase(1.7e9f, 15_000, false)]
    [TestCase(16e6f, 60, false)]
    public void Large_numbers_that_single_precision_hardly_tells_apart_are_named_in_a_warning(float from, int range, bool isCoarse)
    {
        const int Rows = 1000;
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(i => new Timed { Single = from + (i * range / (Rows - 1)), Amount = i % 7 }).ToList());
        var warnings = _mlContext.Listen(ChannelMessageKind.Warning);
        using var model = _mlContext.FluxTrainers.NeuralRegressor(_options with { FeatureColumns = FeatureColumns.Of("Single"), Epochs = 1 }).Fit(data);

        Assert.That(
            warnings.Where(warning => warning.Contains("'Single'", StringComparison.Ordinal)),
            Is.EqualTo(isCoarse
                ? ["The numbers of column 'Single' are around 1.7E+09 and close together, but are read in single precision, there in steps of 128. Subtract a base from them first; give times as DateTime."]
                : Array.Empty<string>()));
    }

    // Seconds since 1970 within a minute, and days since 4713 BC within a few: what a network learns of them is what it learns of the seconds since the first, to the bit.
    [Test]
    public void Large_numbers_are_told_apart_by_their_differences([Values("Whole", "Real")] string column)
    {
        IDataView Data(long seconds, double days) => _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Timed
        {
            Whole = seconds + (i * 7 % 60),
            Real = days + (i * 7 % 60 / 16.0),
            Amount = i * 7 % 60,
        }).ToList());
        var (large, small) = (Data(1_700_000_000, 2_460_000.5), Data(0, 0));
        var options = _options with { FeatureColumns = FeatureColumns.Of(column), Builder = new LinearBuilder(), Optimizer = new Adam(0.1), Epochs = 40 };
        var warnings = _mlContext.Listen(ChannelMessageKind.Warning);
        using var model = _mlContext.FluxTrainers.NeuralRegressor(options).Fit(large);
        using var expected = _mlContext.FluxTrainers.NeuralRegressor(options).Fit(small);
        using var loaded = model.Reload(large);
        float[] scores = [.. expected.Transform(small).GetColumn<float>("Score")];

        Assert.That(warnings, Is.Empty);
        Assert.That(scores, Is.EqualTo(small.GetColumn<float>("Amount")).Within(1));
        Assert.That(model.Transform(large).GetColumn<float>("Score"), Is.EqualTo(scores));
        Assert.That(loaded.Transform(large).GetColumn<float>("Score"), Is.EqualTo(scores));
    }

    // The second fit begins with another row: it reads what it knows as the first did.
    [Test]
    public void A_fit_that_goes_on_keeps_the_origin()
    {
        IDataView Data(int first) => _mlContext.Data.LoadFromEnumerable(Enumerable.Range(first, 60).Select(i => new Timed { Whole = 1_700_000_000 + (i % 60), Amount = i % 60 }).ToList());
        var options = _options with { FeatureColumns = FeatureColumns.Of("Whole"), Builder = new LinearBuilder(), Optimizer = new Adam(0.1), Epochs = 40 };
        using var model = _mlContext.FluxTrainers.NeuralRegressor(options).Fit(Data(0));
        using var longer = _mlContext.FluxTrainers.NeuralRegressor(options with { Epochs = 80 }).Fit(Data(30), previous: model);

        Assert.That(longer.History.Epochs, Is.EqualTo(80));
        Assert.That(longer.Transform(Data(0)).GetColumn<float>("Score"), Is.EqualTo(Enumerable.Range(0, 60)).Within(0.5));
    }

    private sealed class Timed
    {
        public long Whole { get; set; }

        public double Real { get; set; }

        public float Single { get; set; }

        public float Amount { get; set; }
    }

    private sealed class Typed
    {
        public bool Flag { get; set; }

        public double Price { get; set; }

        public long Number { get; set; }

        public DateTime Day { get; set; }

        public float Noise { get; set; }

        public static IDataView View(MLContext mlContext) => mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Typed
        {
            Flag = i % 3 == 0,
            Price = 1234567.891 + (i % 4),
            Number = 16777217 + (i % 5),
            Day = new DateTime(2024, 1, 1).AddDays(i % 6),
            Noise = i % 7,
        }).ToList());
    }

    private sealed class Few
    {
        public float Age { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }
}
