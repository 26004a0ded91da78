// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Rows that are held out of the training, and what their loss decides.</summary>
public sealed class ValidationTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8),
        BatchSize = 16,
        Epochs = 6,
        Seed = 4,
    };

    private static readonly List<TestRow> _rows = TestRows.Blobs(150);

    [Test]
    public void The_validation_loss_is_that_of_the_predictions()
    {
        var model = Fit(_options with { RestoreBestWeights = false }, _rows[..100], _rows[100..]);

        Assert.That(model.History.ValidationLosses, Has.Count.EqualTo(7)); // before training, and after each of 6 epochs
        Assert.That(model.History.ValidationLosses[^1], Is.EqualTo(model.LogLoss(_rows[100..])).Within(1e-5));
    }

    [TestCase(0)]
    [TestCase(0.2)]
    public void A_metric_that_has_no_rows_is_told(double fraction)
    {
        var options = _options with { ValidationMetric = ValidationMetric.Accuracy, Stopping = new Patience(5), ValidationFraction = fraction };
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        context.FluxTrainers.NeuralClassifier(options).Fit(_rows.ToView(context, 3));

        Assert.That(warnings, fraction > 0 ? Is.Empty : Has.One.Contains("ValidationMetric 'accuracy' is not measured, and Stopping watches the training loss: no rows are held out."));
    }

    [Test]
    public void Validation_data_has_no_part_in_the_training()
    {
        var with = Fit(_options with { RestoreBestWeights = false }, _rows[..100], _rows[100..]);

        Assert.That(with.Bits(), Is.EqualTo(_options.Fit(_rows[..100]).Bits()));
    }

    // A module that draws from torch's generator is lent it for each pass, those of the validation too.
    [Test]
    public void Nor_in_that_of_a_module_with_random_layers_of_torch([Values(1, 2)] int epochsPerCycle)
    {
        var options = _options with { Builder = StochasticNetwork.Builder, RestoreBestWeights = false, EpochsPerCycle = epochsPerCycle };
        var with = Fit(options, _rows[..100], _rows[100..]);

        Assert.That(with.Bits(), Is.EqualTo(options.Fit(_rows[..100]).Bits()));
        Assert.That(with.Bits(), Is.Not.EqualTo((options with { Seed = 5 }).Fit(_rows[..100]).Bits()));
    }

    [Test]
    public void The_weights_of_the_lowest_validation_loss_are_restored()
    {
        var options = _options with { Epochs = 30, Optimizer = new Adam(0.3) };
        var best = Fit(options, _rows[..60], _rows[60..]);
        var losses = best.History.ValidationLosses.Skip(1).ToList();
        var epoch = losses.IndexOf(losses.Min()) + 1;

        Assert.That(epoch, Is.LessThan(30));
        Assert.That(best.History.BestEpoch, Is.EqualTo(epoch));
        Assert.That(best.LogLoss(_rows[60..]), Is.EqualTo(losses.Min()).Within(1e-5));
        Assert.That(best.Bits(), Is.EqualTo((options with { Epochs = epoch }).Fit(_rows[..60]).Bits()));
    }

    // 30 of each of three classes of 50 are trained on: a fraction of 0.4 of each class.
    [Test]
    public void A_fraction_is_taken_of_each_class_and_not_trained_on()
    {
        var options = _options with { ValidationFraction = 0.4, RestoreBestWeights = false, Shuffle = Shuffle.None };
        var held = new RowSplit(0.4, new RandomStreams(4).Split).Draw([.. _rows.Select(row => (float)row.Label)], 3, 150);
        var trained = Enumerable.Range(0, 150).Except(held).Select(row => _rows[row]).ToList();
        var model = options.Fit(_rows);

        Assert.That(held.GroupBy(row => _rows[row].Label).Select(group => group.Count()), Is.EqualTo(new[] { 20, 20, 20 }));
        Assert.That(model.Bits(), Is.EqualTo((options with { ValidationFraction = 0 }).Fit(trained).Bits()));
        Assert.That(model.History.ValidationLosses[^1], Is.EqualTo(model.LogLoss([.. held.Select(row => _rows[row])])).Within(1e-5));
    }

    // 12 % of a hundred classes of four rows: half a row of each.
    [Test]
    public void A_fraction_of_small_classes_is_that_of_all_rows()
    {
        var labels = Enumerable.Range(0, 400).Select(row => (float)(row % 100)).ToList();
        var held = new RowSplit(0.12, new RandomStream(1)).Draw(labels, 100, 400);

        Assert.That(held, Has.Length.EqualTo(48));
        Assert.That(held.GroupBy(row => labels[row]).Select(group => group.Count()), Is.All.EqualTo(1));
    }

    [Test]
    public void A_column_tells_which_rows_are_held_out()
    {
        var context = new MLContext();
        var data = context.Transforms.CustomMapping<TestRow, Marked>((row, marked) => marked.IsHeld = row.Features.DenseValues().First() > 0, null)
            .Fit(_rows.ToView(context, 3)).Transform(_rows.ToView(context, 3));
        var options = _options with { RestoreBestWeights = false };
        var model = context.FluxTrainers.NeuralClassifier(options with { ValidationColumnName = nameof(Marked.IsHeld) }).Fit(data);
        var trained = _rows.FindAll(row => row.Features.DenseValues().First() <= 0);

        Assert.That(model.Bits(), Is.EqualTo(options.Fit(trained).Bits()));
        Assert.That(model.History.ValidationLosses[^1], Is.EqualTo(model.LogLoss([.. _rows.Except(trained)])).Within(1e-5));
    }

    [Test]
    public void Weights_of_held_out_rows_count_in_their_loss()
    {
        var rows = _rows.Select((row, i) => new TestRow { Features = row.Features, Label = row.Label, Weight = i % 3 }).ToList();
        var options = _options with { ExampleWeightColumnName = "Weight", RestoreBestWeights = false };
        var model = Fit(options, rows[..90], rows[90..]);
        var held = rows[90..].FindAll(row => row.Weight > 0);
        var losses = model.Scores(held).Zip(held, (scores, row) => -Math.Log(scores[row.Label]) * row.Weight);

        Assert.That(model.History.ValidationLosses[^1], Is.EqualTo(losses.Sum() / held.Sum(row => row.Weight)).Within(1e-5));
    }

    [Test]
    public void Training_stops_by_the_validation_loss_with_its_reason()
    {
        var options = _options with { Epochs = 200, Optimizer = new Adam(0.3), Stopping = new Patience(3) | new NumberSinceBest(20) };
        var model = Fit(options, _rows[..60], _rows[60..]);
        var expected = StoppingTime.Of(options.Stopping, [.. model.History.ValidationLosses.Skip(1)]);

        Assert.That(model.History.Epochs, Is.LessThan(200).And.EqualTo(expected));
        Assert.That(model.History.StopReason, Does.StartWith("Patience(3)").Or.StartWith("NumberSinceBest(20)"));
    }

    [Test]
    public void Without_validation_the_training_loss_is_judged()
    {
        var model = (_options with { Epochs = 100, Stopping = new Threshold(0.3) }).Fit(_rows);

        Assert.That(model.History.TrainingLosses[^1], Is.LessThan(0.3));
        Assert.That(model.History.TrainingLosses.SkipLast(1), Is.All.GreaterThanOrEqualTo(0.3));
        Assert.That(model.History.StopReason, Does.StartWith("Threshold(0.3)"));
    }

    [Test]
    public void A_cycle_of_several_epochs_is_validated_once()
    {
        var model = Fit(_options with { Epochs = 7, EpochsPerCycle = 3, Stopping = new NumberLimit(9) }, _rows[..100], _rows[100..]);
        var epochs = model.History.Events.Where(one => one.Kind == TrainingEventKind.ValidationLoss).Select(one => one.Epoch);

        Assert.That(epochs, Is.EqualTo(new[] { 0, 3, 6, 7 }));
    }

    [Test]
    public void An_earlier_fit_that_was_stopped_goes_on()
    {
        var options = _options with { Epochs = 20 };
        var context = new MLContext();
        var first = (options with { Stopping = new NumberLimit(5) }).Fit(_rows);
        var later = context.FluxTrainers.NeuralClassifier(options).Fit(_rows.ToView(context, 3), previous: first);

        Assert.That(first.History.Epochs, Is.EqualTo(5));
        Assert.That(later.Bits(), Is.EqualTo(options.Fit(_rows).Bits()));
    }

    [TestCase(0.001, "leaves none to validate on")]
    [TestCase(0.999, "leaves none to train on")]
    public void A_fraction_that_leaves_nothing_is_told(double fraction, string what) =>
        Assert.That(() => (_options with { ValidationFraction = fraction }).Fit(_rows), Throws.InvalidOperationException.With.Message.Contains(what));

    // 30000 rows of 72000 scores are 2,160,000,000 numbers.
    [Test]
    public void More_scores_than_an_array_holds_are_refused_in_words()
    {
        var context = new MLContext();
        var options = new NeuralClassifierOptions { Builder = new LinearBuilder(), ValidationMetric = ValidationMetric.Accuracy, Epochs = 1 };

        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(options).Fit(_rows.ToView(context, 72_000), TestRows.Blobs(30_000).ToView(context, 72_000)),
            Throws.InvalidOperationException.With.Message.StartsWith("accuracy needs the numbers of all validation rows at once: 30000 rows of 72000 are more than"));
    }

    [Test]
    public void Two_ways_to_hold_out_are_one_too_many()
    {
        Assert.That(
            () => (_options with { ValidationFraction = 0.1, ValidationColumnName = "IsHeld" }).Fit(_rows),
            Throws.ArgumentException.With.Message.StartsWith("ValidationFraction and ValidationColumnName ('IsHeld') both say"));
        Assert.That(
            () => Fit(_options with { ValidationFraction = 0.1 }, _rows, _rows),
            Throws.ArgumentException.With.Message.StartsWith("Validation data is given, and the options hold out rows too"));
    }

    private static NeuralTransformer Fit(NeuralClassifierOptions options, List<TestRow> train, List<TestRow> validation)
    {
        var context = new MLContext();
        return context.FluxTrainers.NeuralClassifier(options).Fit(train.ToView(context, 3), validation.ToView(context, 3));
    }

    private sealed class Marked
    {
        public bool IsHeld { get; set; }
    }
}
