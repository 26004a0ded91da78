// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What MLJFlux asks of each of its models (test/test_utils.jl, "basictest" and "optimisertest"), with its thresholds.</summary>
[TestFixtureSource(typeof(MljModel), nameof(MljModel.All))]
internal sealed class MljFluxBasicTests(MljModel model)
{
    private static readonly List<MljRow> _rows = MljRow.Make(300);

    [Test]
    public void Ten_epochs_in_batches_of_one_lower_the_loss_below_the_threshold()
    {
        var losses = model.Fit(_rows).Model.History.TrainingLosses;

        Assert.That(losses, Has.Count.EqualTo(11));
        Assert.That(losses[^1], Is.LessThan(model.Threshold * losses[0]));
    }

    [Test]
    public void Three_more_epochs_are_three_lines_of_the_log()
    {
        var first = model.Fit(_rows).Model;
        var (later, lines) = model.Fit(_rows, options => options with { Epochs = 13 }, first);

        Assert.That(lines, Has.Count.EqualTo(3));
        Assert.That(later.History.TrainingLosses, Has.Count.EqualTo(14));
        Assert.That(later.History.TrainingLosses.Take(11), Is.EqualTo(first.History.TrainingLosses));
    }

    [Test]
    public void Another_batch_size_starts_anew()
    {
        var first = model.Fit(_rows, options => options with { Epochs = 2 }).Model;

        Assert.That(model.Fit(_rows, options => options with { Epochs = 2, BatchSize = 4 }, first).Epochs, Has.Count.EqualTo(2));
    }

    [Test]
    public void Another_learning_rate_trains_nothing_unless_it_is_to_start_anew()
    {
        var first = model.Fit(_rows, options => options with { Epochs = 2 }).Model;
        NeuralOptions Halved(NeuralOptions options) => options with { Epochs = 2, Optimizer = new Adam(options.Optimizer.LearningRate / 2) };

        Assert.That(model.Fit(_rows, Halved, first).Epochs, Is.Empty);
        Assert.That(
            model.Fit(_rows, options => Halved(options) with { OptimizerChangesTriggerRetraining = true }, first).Epochs, Has.Count.EqualTo(2));
    }

    [Test]
    public void One_epoch_and_one_more_are_two()
    {
        var twice = model.Fit(_rows, options => options with { Epochs = 2 }).Model;
        var first = model.Fit(_rows, options => options with { Epochs = 1 }).Model;
        var again = model.Fit(_rows, options => options with { Epochs = 2 }, first).Model;

        Assert.That(again.History.TrainingLosses, Is.EqualTo(twice.History.TrainingLosses));
        Assert.That(again.Bits(), Is.EqualTo(twice.Bits()));
    }

    [Test]
    public void The_network_can_be_looked_at()
    {
        using var module = model.Fit(_rows, options => options with { Epochs = 1 }).Model.Model.CreateModule();

        Assert.That(module.parameters().Count(), Is.EqualTo(4)); // two layers, each with weights and biases
    }

    [Test]
    public void A_trained_network_with_dropout_never_changes_its_prediction()
    {
        var fitted = model.Fit(_rows[..50], options => options with { Builder = new ShortBuilder { Hidden = 8, Dropout = 0.5 } }).Model;
        var context = new MLContext();
        var row = context.Data.LoadFromEnumerable(_rows[..1]);
        var first = Bytes(fitted.Transform(row));

        Assert.That(Enumerable.Range(0, 100).Select(_ => Bytes(fitted.Transform(row))), Is.All.EqualTo(first));
    }

    // What MLJFlux lacks: with one batch an epoch and no dropout, weights are numbers of rows.
    [Test]
    public void A_row_of_weight_2_equals_two_rows_and_one_of_weight_0_none()
    {
        static NeuralOptions OneBatch(NeuralOptions options) =>
            options with { Builder = new MlpBuilder(4), BatchSize = 1000, Epochs = 20, ExampleWeightColumnName = nameof(MljRow.Weight) };
        var weighted = _rows.Select((row, i) => row.Weighing(i % 3));
        var repeated = _rows.SelectMany((row, i) => Enumerable.Repeat(row, i % 3));

        Assert.That(
            model.Fit([.. weighted], OneBatch).Model.Weights(), Is.EqualTo(model.Fit([.. repeated], OneBatch).Model.Weights()).Within(1e-4));
    }

    [Test]
    public void Options_are_compared_by_value()
    {
        var copy = model.Options with { Epochs = model.Options.Epochs };

        Assert.That(copy, Is.EqualTo(model.Options).And.Not.SameAs(model.Options));
        Assert.That(copy with { Optimizer = new Adam(0.123) }, Is.Not.EqualTo(model.Options));
    }

    // What MLJFlux resets with a warning (its clean!) is refused here.
    [TestCase("Penalty.Strength", -0.1)]
    [TestCase("Penalty.L1Ratio", 1.1)]
    [TestCase("Epochs", -1)]
    [TestCase("BatchSize", 0)]
    public void What_MLJFlux_repairs_is_refused(string path, object value) =>
        Assert.That(() => model.Options.With(path, value), Throws.InstanceOf<ArgumentException>().With.Message.Contains(path.Split('.')[^1]));

    /// <summary>The scores of a view, whatever their type, to the bit.</summary>
    private static byte[] Bytes(IDataView scored)
    {
        using var stream = new MemoryStream();
        var context = new MLContext();
        context.Data.SaveAsBinary(context.Transforms.SelectColumns("Score").Fit(scored).Transform(scored), stream);
        return stream.ToArray();
    }
}
