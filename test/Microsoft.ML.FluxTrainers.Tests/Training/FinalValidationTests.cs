// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What the history keeps of the validation rows.</summary>
public sealed class FinalValidationTests
{
    private static readonly MLContext _context = new(1);

    private static readonly NeuralClassifierOptions _identity = new() { Builder = KnownNetwork.Identity, Epochs = 0, Standardize = false, Seed = 1 };

    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(8), BatchSize = 16, Epochs = 4, Seed = 4, ValidationFraction = 0.3 };

    // The larger of the two features is the class that an identity predicts: of class 0 two of three rows, of class 1 one of two.
    [Test]
    public void Confusion_counts_rows_by_actual_and_predicted_class([Values] RunnerKind runner)
    {
        TestRow[] held = [TestRows.Row(0, 2, 1), TestRows.Row(0, 1, 2), TestRows.Row(0, 3, 0), TestRows.Row(1, 0, 1), TestRows.Row(1, 5, 1)];
        var trainer = _context.FluxTrainers.NeuralClassifier(_identity, new TrainingRun { Runner = runner });
        using var model = trainer.Fit(held.ToView(_context), validation: held.ToView(_context));
        var summary = model.History.Validation!;
        var table = summary.Confusions.Single();

        Assert.That((summary.Rows, summary.Numbers.Count, table.Name, table.ClassCount), Is.EqualTo((5, 0, (string?)null, 2)));
        Assert.That(table.Classes, Is.EqualTo(new[] { "0", "1" }));
        Assert.That(table.Counts, Is.EqualTo(new[] { 2, 1, 1, 1 }));
        Assert.That((table[0, 1], table[1, 0]), Is.EqualTo((1, 1)));
        Assert.That(() => table[0, 2], Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void It_is_of_the_weights_that_are_restored()
    {
        var rows = TestRows.Blobs(150);
        var options = _options with { ValidationFraction = 0, Epochs = 20, Optimizer = new Adam(0.3), ValidationMetric = ValidationMetric.LogLoss };
        using var model = _context.FluxTrainers.NeuralClassifier(options).Fit(rows[..60].ToView(_context, 3), validation: rows[60..].ToView(_context, 3));
        var expected = new int[9];
        foreach (var (scores, row) in model.Scores(rows[60..]).Zip(rows[60..]))
        {
            expected[((int)row.Label * 3) + Array.IndexOf(scores, scores.Max())]++;
        }

        Assert.That(model.History.BestEpoch, Is.LessThan(20));
        Assert.That(model.History.Validation!.Confusions.Single().Counts, Is.EqualTo(expected));
    }

    [Test]
    public void Without_held_out_rows_there_is_none() =>
        Assert.That((_options with { ValidationFraction = 0 }).Fit(TestRows.Blobs(60)).History.Validation, Is.Null);

    [Test]
    public void While_the_training_runs_there_is_none_and_after_a_failure_there_is()
    {
        ValidationSummary? underway = null;
        var run = new TrainingRun
        {
            Actions =
            [
                TrainingAction.Do((_, context) => underway = context.History.Validation),
                TrainingAction.ErrorIf(result => result.Epoch == 2, "enough"),
            ],
        };
        var thrown = Assert.Catch(() => _options.Fit(TestRows.Blobs(60), run: run));
        using var rescued = NeuralTransformer.FromFailedFit(thrown!)!;

        Assert.That(underway, Is.Null);
        Assert.That(rescued.History.Validation!.Rows, Is.EqualTo(18));
        Assert.That(rescued.History.StopReason, Is.EqualTo("the fit failed: enough (after epoch 2)"));
    }

    [Test]
    public void After_a_cancellation_there_is_one_too()
    {
        using var source = new CancellationTokenSource();
        using var model = _options.Fit(TestRows.Blobs(60), run: CancelsAfter(2, source) with { OnCancellation = CancellationBehavior.ReturnBest });

        Assert.That(model.History.Epochs, Is.EqualTo(2));
        Assert.That(model.History.Validation!.Confusions.Single().Counts.Sum(), Is.EqualTo(18));
    }

    // The token is first looked at again when the validation rows are: by then the fit has ended, and the model is what it would have been.
    [Test]
    public void A_cancellation_after_the_last_epoch_costs_the_summary_only([Values] CancellationBehavior behavior)
    {
        using var source = new CancellationTokenSource();
        var rows = TestRows.Blobs(60);
        using var model = _options.Fit(rows, run: CancelsAfter(4, source) with { OnCancellation = behavior });
        using var further = _context.FluxTrainers.NeuralClassifier(_options with { Epochs = 6 }).Fit(rows.ToView(_context, 3), previous: model);

        Assert.That(model.History.StopReason, Is.EqualTo("all 4 epochs done"));
        Assert.That(model.History.Validation, Is.Null);
        Assert.That(model.Bits(), Is.EqualTo(_options.Fit(rows).Bits()));
        Assert.That(further.Bits(), Is.EqualTo((_options with { Epochs = 6 }).Fit(rows).Bits()));
    }

    [Test]
    public void True_and_false_are_counted_as_they_are_predicted()
    {
        var rows = Numbers(80);
        using var model = _context.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { Epochs = 3, Seed = 1, LabelColumnName = nameof(Row.IsLarge) })
            .Fit(View(rows[..50]), validation: View(rows[50..]));
        var predicted = model.Transform(View(rows[50..])).GetColumn<bool>("PredictedLabel").ToArray();
        var table = model.History.Validation!.Confusions.Single();
        int Count(bool actual, bool said) => rows[50..].Zip(predicted).Count(pair => pair.First.IsLarge == actual && pair.Second == said);

        Assert.That(table.Classes, Is.EqualTo(new[] { "false", "true" }));
        Assert.That(table.Counts, Is.EqualTo(new[] { Count(false, false), Count(false, true), Count(true, false), Count(true, true) }));
    }

    [Test]
    public void Numbers_are_the_labels_and_the_scores()
    {
        var rows = Numbers(80);
        using var model = _context.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Epochs = 3, Seed = 1, LabelColumnName = nameof(Row.Sum) })
            .Fit(View(rows[..50]), validation: View(rows[50..]));
        var scores = model.Transform(View(rows[50..])).GetColumn<float>("Score").ToArray();
        var numbers = model.History.Validation!.Numbers.Single();

        Assert.That(numbers.Name, Is.Null);
        Assert.That(numbers.Actual, Is.EqualTo(rows[50..].Select(row => row.Sum)).Within(1e-5));
        Assert.That(numbers.Predicted, Is.EqualTo(scores).Within(1e-5));
        Assert.That(numbers.Predicted.Zip(numbers.Actual, (score, label) => score - label), Is.EqualTo(scores.Zip(rows[50..], (score, row) => score - row.Sum)).Within(1e-5));
    }

    [Test]
    public void Several_numbers_have_their_names()
    {
        var rows = Numbers(60);
        using var model = _context.FluxTrainers.NeuralMultitargetRegressor(new NeuralMultitargetRegressorOptions { Epochs = 2, Seed = 1, LabelColumnNames = [nameof(Row.Sum), nameof(Row.Difference)] })
            .Fit(View(rows[..40]), validation: View(rows[40..]));
        var scores = model.Transform(View(rows[40..])).GetColumn<float[]>("Score").ToArray();
        var numbers = model.History.Validation!.Numbers;

        Assert.That(numbers.Select(one => one.Name), Is.EqualTo(new[] { nameof(Row.Sum), nameof(Row.Difference) }));
        Assert.That(numbers[1].Actual, Is.EqualTo(rows[40..].Select(row => row.Difference)).Within(1e-5));
        Assert.That(numbers[1].Predicted, Is.EqualTo(scores.Select(row => row[1])).Within(1e-5));
    }

    [Test]
    public void Several_labels_have_a_table_each()
    {
        var rows = Numbers(60);
        using var model = _context.FluxTrainers.NeuralMultilabelClassifier(new NeuralMultilabelClassifierOptions { Epochs = 3, Seed = 1, LabelColumnName = nameof(Row.Flags) })
            .Fit(View(rows[..40]), validation: View(rows[40..]));
        var predicted = model.Transform(View(rows[40..])).GetColumn<bool[]>("PredictedLabels").ToArray();
        var tables = model.History.Validation!.Confusions;

        Assert.That(tables.Select(table => table.Name), Is.EqualTo(new[] { "0", "1" }));
        Assert.That(tables[1][1, 1], Is.EqualTo(rows[40..].Zip(predicted).Count(pair => pair.First.Flags[1] && pair.Second[1])));
        Assert.That(tables[1][0, 1], Is.EqualTo(rows[40..].Zip(predicted).Count(pair => !pair.First.Flags[1] && pair.Second[1])));
        Assert.That(tables.Select(table => table.Counts.Sum()), Is.All.EqualTo(20));
    }

    [Test]
    public void It_is_saved_and_loaded_with_the_model()
    {
        var rows = TestRows.Blobs(60).ToView(_context, 3);
        using var model = _context.FluxTrainers.NeuralClassifier(_options, new TrainingRun { Actions = [TrainingAction.WatchNetwork()] }).Fit(rows);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), model, rows.Schema);
        using var transformer = (NeuralTransformer)loaded;

        Assert.That(transformer.History.Validation, Is.EqualTo(model.History.Validation).And.Not.Null);
        Assert.That(transformer.History.Weights, Is.EqualTo(model.History.Weights).And.Not.Empty);
        Assert.That(transformer.History.DeadUnits, Is.EqualTo(model.History.DeadUnits).And.Not.Empty);
    }

    private static TrainingRun CancelsAfter(int epoch, CancellationTokenSource source) => new()
    {
        CancellationToken = source.Token,
        Actions = [TrainingAction.Do(result =>
        {
            if (result.Epoch == epoch)
            {
                source.Cancel();
            }
        })],
    };

    private static IDataView View(IEnumerable<Row> rows) => _context.Data.LoadFromEnumerable(rows);

    private static List<Row> Numbers(int count)
    {
        var random = new RandomStream(3);
        return [.. Enumerable.Range(0, count).Select(_ => Row.Of((float)random.NextNormal(), (float)random.NextNormal()))];
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Sum { get; set; }

        public float Difference { get; set; }

        public bool IsLarge { get; set; }

        [VectorType(2)]
        public bool[] Flags { get; set; } = [];

        public static Row Of(float a, float b) =>
            new() { Features = [a, b], Sum = a + b, Difference = a - b, IsLarge = a + b > 0, Flags = [a > 0, b > 0] };
    }
}
