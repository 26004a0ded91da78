// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Fits on tables that are validated, go on from earlier ones, or leave layers as they are.</summary>
public sealed class ContinuedTableTests
{
    private static readonly NeuralRegressorOptions _raw = TableRows.Regressor with
    {
        CategoricalColumnNames = [],
        FeatureColumns = FeatureColumns.All.Except("Class", "Label"),
        UnknownCategories = UnknownCategories.TrainedVector,
        Epochs = 6,
    };

    private readonly MLContext _mlContext = new(1);

    private static IEnumerable<TestCaseData> Cases =>
    [
        new TestCaseData(TableRows.Regressor with { Epochs = 6 }).SetArgDisplayNames("categories"),
        new TestCaseData(_raw).SetArgDisplayNames("table"),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Two_fits_one_after_the_other_are_one(NeuralRegressorOptions options)
    {
        var data = WithGaps();
        using var first = (options with { Epochs = 2 }).Fit(data);
        using var second = _mlContext.FluxTrainers.NeuralRegressor(options).Fit(data, previous: first);
        using var whole = options.Fit(data);

        Assert.That(second.History.Epochs, Is.EqualTo(6));
        Assert.That(second.Weights(), Is.EqualTo(whole.Weights()));
        Assert.That(second.Scores(data), Is.EqualTo(whole.Scores(data)));
    }

    // The rows come in another order, so that texts would get other numbers.
    [TestCaseSource(nameof(Cases))]
    public void A_fit_on_new_rows_keeps_the_categories_of_the_earlier_one(NeuralRegressorOptions options)
    {
        using var first = options.Fit(WithGaps());
        var rows = TableRows.Make(60, seed: 9);
        rows.Reverse();
        using var second = _mlContext.FluxTrainers.NeuralRegressor(options).PartialFit(rows.ToView(_mlContext), first, epochs: 3);

        Assert.That(second.Model.Embeddings["City"].Levels, Is.EqualTo(first.Model.Embeddings["City"].Levels));
        Assert.That(second.History.TrainingLosses[^1], Is.LessThan(first.History.TrainingLosses[0] / 2));
    }

    [Test]
    public void A_category_that_the_earlier_fit_does_not_know_starts_anew_with_a_warning()
    {
        var options = _raw with { UnknownCategories = UnknownCategories.Error };
        using var first = options.Fit(TableRows.Make().ToView());
        var rows = TableRows.Make();
        rows[3].City = "Atlantis";
        var context = new MLContext(1);
        var warnings = context.Listen(ChannelMessageKind.Warning);
        using var anew = context.FluxTrainers.NeuralRegressor(options).Fit(rows.ToView(context), previous: first);
        using var fresh = options.Fit(rows.ToView());

        Assert.That(anew.Bits(), Is.EqualTo(fresh.Bits()));
        Assert.That(anew.History.Epochs, Is.EqualTo(options.Epochs));
        Assert.That(warnings, Has.One.StartsWith(
            "The network is trained from the start: Column 'City' holds 'Atlantis', which is none of the 5 categories of the training data, in row 3."));
    }

    [Test]
    public void A_column_that_is_gone_starts_anew_with_a_warning()
    {
        using var first = _raw.Fit(TableRows.Make().ToView());
        var context = new MLContext(1);
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var narrow = context.Transforms.DropColumns("Rooms").Fit(TableRows.Make().ToView(context)).Transform(TableRows.Make().ToView(context));
        using var anew = context.FluxTrainers.NeuralRegressor(_raw).Fit(narrow, previous: first);

        Assert.That(anew.Model.Inputs.Select(input => input.Name), Has.None.EqualTo("Rooms"));
        Assert.That(warnings, Has.One.StartsWith("The network is trained from the start: The earlier model reads column 'Rooms', which is not among those to read now"));
    }

    // What no network can be trained on is no reason to train another one.
    [Test]
    public void Rows_that_cannot_be_trained_on_are_an_error_without_a_warning()
    {
        var options = _raw with { MissingValues = MissingValues.Error };
        using var first = options.Fit(TableRows.Make().ToView());
        var rows = TableRows.Make();
        rows[3].Age = float.NaN;
        var context = new MLContext(1);
        var warnings = context.Listen(ChannelMessageKind.Warning);

        Assert.That(
            () => context.FluxTrainers.NeuralRegressor(options).Fit(rows.ToView(context), previous: first),
            Throws.InvalidOperationException.With.Message.StartsWith("Column 'Age' holds NaN in row 3."));
        Assert.That(warnings, Has.None.StartsWith("The network is trained from the start"));
    }

    [Test]
    public void Errors_of_the_data_itself_pass_through()
    {
        using var first = _raw.Fit(TableRows.Make().ToView());
        IEnumerable<TableRow> Broken()
        {
            yield return TableRows.Make(1)[0];
            throw new IOException("gone");
        }

        Assert.That(
            () => _mlContext.FluxTrainers.NeuralRegressor(_raw).Fit(_mlContext.Data.LoadFromEnumerable(Broken()), previous: first),
            Throws.InstanceOf<IOException>().With.Message.EqualTo("gone"));
    }

    [Test]
    public void A_category_that_the_earlier_fit_does_not_know_is_an_error()
    {
        var options = TableRows.Regressor with { Epochs = 2 };
        using var first = options.Fit(TableRows.Make().ToView());
        var rows = TableRows.Make();
        rows[3].City = "Atlantis";

        Assert.That(
            () => _mlContext.FluxTrainers.NeuralRegressor(options).PartialFit(rows.ToView(_mlContext), first),
            Throws.InvalidOperationException.With.Message.Contains("Column 'City' holds 'Atlantis'").And.Message.Contains("in row 3"));
    }

    [TestCaseSource(nameof(Cases))]
    public void Rows_are_held_out_and_a_set_of_its_own_is_read_alike(NeuralRegressorOptions options)
    {
        var data = WithGaps();
        using var fraction = (options with { ValidationFraction = 0.25 }).Fit(data);
        using var set = _mlContext.FluxTrainers.NeuralRegressor(options with { Epochs = 30 }).Fit(data, validation: TableRows.Make(50, seed: 9).ToView(_mlContext));

        Assert.That(fraction.History.ValidationLosses, Is.Not.Empty);
        Assert.That(set.History.ValidationLosses[^1], Is.LessThan(set.History.ValidationLosses[0] / 4));
    }

    [Test]
    public void The_validation_column_is_no_feature()
    {
        var data = WithGaps();
        using var model = (_raw with { ValidationColumnName = "Open" }).Fit(data);

        Assert.That(model.Model.Inputs.Select(input => input.Name), Does.Not.Contain("Open"));
    }

    [Test]
    public void Frozen_vectors_stay_as_they_are([Values] RunnerKind runner)
    {
        var options = TableRows.Regressor with { FrozenLayers = ["embedding.weight2"], Epochs = 3 };
        var data = TableRows.Make().ToView();
        using var initial = (options with { Epochs = 0 }).Fit(data, runner);
        using var trained = options.Fit(data, runner);

        Assert.That(trained.Model.Embeddings["City"]["Oslo"], Is.EqualTo(initial.Model.Embeddings["City"]["Oslo"]));
        Assert.That(trained.Model.Embeddings["Kind"]["flat"], Is.Not.EqualTo(initial.Model.Embeddings["Kind"]["flat"]).Within(1e-3));
    }

    [Test]
    public void Frozen_vectors_give_the_same_network_in_both_runners()
    {
        var options = TableRows.Regressor with { FrozenLayers = ["embedding.weight2"], Epochs = 3 };
        var data = TableRows.Make().ToView();
        using var managed = options.Fit(data);
        using var eager = options.Fit(data, RunnerKind.Eager);

        Assert.That(managed.Weights(), Is.EqualTo(eager.Weights()).Within(1e-4));
    }

    /// <summary>Rows some of whose numbers and dates are missing.</summary>
    private IDataView WithGaps()
    {
        var rows = TableRows.Make();
        for (var i = 0; i < rows.Count; i += 10)
        {
            rows[i].Price = double.NaN;
        }

        rows[5].When = default;
        return rows.ToView(_mlContext);
    }
}
