// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class DryRunTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(5, 4),
        BatchSize = 8,
        Epochs = 100,
        Seed = 1,
        ExampleWeightColumnName = "Weight",
    };

    // 2 x 5 + 5, 5 x 4 + 4, 4 x 3 + 3 parameters; a row is two features, target and weight.
    [Test]
    public void It_tells_shapes_and_sizes()
    {
        var report = DryRun(_options, TestRows.Blobs(100));

        Assert.That(report.RowsRead, Is.EqualTo(8));
        Assert.That(report.TotalRows, Is.EqualTo(100));
        Assert.That(report.InputShape, Is.EqualTo(new[] { 8, 2 }));
        Assert.That(report.OutputShape, Is.EqualTo(new[] { 8, 3 }));
        Assert.That(report.ParameterCount, Is.EqualTo(54));
        Assert.That(report.DataBytes, Is.EqualTo(100 * 16));
        Assert.That(report.Layers, Is.EqualTo((_options with { Epochs = 0 }).Fit(TestRows.Blobs(9)).Model.Summary()));
    }

    // Parameters, gradients, two copies and Adam's two moments; outputs of all layers (5 + 5 + 4 + 4 + 3) and the input, twice.
    [Test]
    public void Training_memory_counts_parameters_moments_and_activations() => Assert.That(
        DryRun(_options, TestRows.Blobs(100)).TrainingBytes, Is.EqualTo(4 * ((6 * 54) + (2 * 8 * (21 + 2)))));

    // Two vectors for each of 100 pairs, and two more.
    [Test]
    public void Lbfgs_needs_its_memory_of_past_steps()
    {
        var small = DryRun(_options with { Optimizer = new Lbfgs { HistorySize = 1 } }, TestRows.Blobs(100));
        var large = DryRun(_options with { Optimizer = new Lbfgs { HistorySize = 100 } }, TestRows.Blobs(100));

        Assert.That(large.TrainingBytes - small.TrainingBytes, Is.EqualTo(4 * 54 * 198));
    }

    // 100 rows are 13 batches of 8.
    [Test]
    public void An_epoch_takes_its_steps_and_all_take_their_epochs()
    {
        var report = DryRun(_options, TestRows.Blobs(100));

        Assert.That(report.StepTime, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(report.EpochTime, Is.EqualTo(report.StepTime * 13));
        Assert.That(report.TotalTime, Is.EqualTo(report.EpochTime * 100));
    }

    [Test]
    public void What_the_data_does_not_tell_is_unknown()
    {
        var context = new MLContext();
        var data = context.Data.FilterByCustomPredicate<TestRow>(TestRows.Blobs(100).ToView(context, 3), _ => false);
        var report = context.FluxTrainers.NeuralClassifier(_options).DryRun(data);

        Assert.That((report.TotalRows, report.DataBytes, report.EpochTime, report.TotalTime), Is.EqualTo(((long?)null, (long?)null, (TimeSpan?)null, (TimeSpan?)null)));
        Assert.That(report.ToString(), Does.Contain("8 read of an unknown number").And.Contain("unknown for the data"));
    }

    [Test]
    public void Data_that_ends_within_the_batch_is_known()
    {
        var context = new MLContext();
        var data = context.Data.FilterByCustomPredicate<TestRow>(TestRows.Blobs(5).ToView(context, 3), _ => false);

        Assert.That(context.FluxTrainers.NeuralClassifier(_options).DryRun(data).TotalRows, Is.EqualTo(5));
    }

    [Test]
    public void It_reads_no_more_than_a_batch()
    {
        var context = new MLContext();
        var read = 0;
        var data = context.Data.FilterByCustomPredicate<TestRow>(TestRows.Blobs(100).ToView(context, 3), _ => ++read < 0);
        context.FluxTrainers.NeuralClassifier(_options).DryRun(data);

        Assert.That(read, Is.EqualTo(8));
    }

    [Test]
    public void Sound_rows_have_no_faults() => Assert.That(DryRun(_options, TestRows.Blobs(100)).Faults, Is.Empty);

    [Test]
    public void It_finds_what_is_wrong_with_the_rows_that_it_reads()
    {
        var rows = TestRows.Blobs(20).ConvertAll(row => TestRows.Row(row.Label, [.. row.Features.DenseValues(), 7]));
        rows[0].Label = TestRow.NoLabel;
        rows[2].Weight = 0;
        rows[3].Weight = -1;
        rows[4].Features = TestRows.Row(0, 1, float.NaN, 7).Features;
        rows[6].Features = TestRows.Row(0, float.PositiveInfinity, 1, 7).Features;
        rows[9].Features = TestRows.Row(0, float.NaN, float.NaN, 7).Features; // not read

        Assert.That(DryRun(_options, rows).Faults, Is.EqualTo(new[]
        {
            "1 of 8 rows have no label in column 'Label' and are left out in training.",
            "1 of 8 rows have weight 0 in column 'Weight' and are left out in training.",
            "1 of 8 rows have a weight that stops the training. Weight column 'Weight' holds -1 in row 3. A weight must be a finite number of at least 0.",
            "2 of 8 rows have features that stop the training. Column 'Features', slot 1, holds NaN in row 4. Replace missing values first "
                + "(mlContext.Transforms.ReplaceMissingValues), or set MissingValues = MissingValues.Mean.",
            "1 of 3 features in column 'Features' are the same in all rows read: slot 2.",
        }));
    }

    [Test]
    public void Missing_features_for_which_means_stand_in_are_counted()
    {
        var rows = TestRows.Blobs(20);
        rows[4].Features = TestRows.Row(0, 1, float.NaN).Features;

        Assert.That(
            DryRun(_options with { MissingValues = MissingValues.Mean }, rows).Faults,
            Is.EqualTo(new[] { "1 of 8 rows have missing features in column 'Features', for which means stand in." }));
    }

    [Test]
    public void It_tells_how_a_network_is_saved()
    {
        var known = DryRun(_options, TestRows.Blobs(20));
        var layers = DryRun(_options with { Builder = NetworkBuilder.From("layers", _ => nn.Sequential(nn.Linear(2, 3))) }, TestRows.Blobs(20));
        var named = DryRun(_options with { Builder = StochasticNetwork.Builder }, TestRows.Blobs(20));
        var own = DryRun(_options with { Builder = new OwnBuilder() }, TestRows.Blobs(20));

        Assert.That((known.CanBeSaved, known.Saving), Is.EqualTo((true, "A saved model loads without further code.")));
        Assert.That((layers.CanBeSaved, layers.Saving), Is.EqualTo((true, "A saved model loads without further code.")));
        Assert.That(named.CanBeSaved);
        Assert.That(named.Saving, Does.Contain("it is a StochasticNetwork").And.Contain("mlContext.FluxTrainers.Register(NetworkBuilder.From(\"stochastic\", …)) first"));
        Assert.That(own.CanBeSaved, Is.False);
        Assert.That(own.Saving, Does.Contain("it could not be loaded").And.Contain("NetworkBuilder.From(name, shape => builder.Build(shape))"));
    }

    [Test]
    public void A_network_that_does_not_fit_is_the_error_of_a_fit() => Assert.That(
        () => DryRun(_options with { Builder = NetworkBuilder.From("misfit", _ => nn.Sequential(nn.Linear(2, 7))) }, TestRows.Blobs(20)),
        Throws.InvalidOperationException.With.Message.Contains("to [2, 7], but the data needs [2, 3]"));

    [Test]
    public void Empty_data_is_an_error() => Assert.That(
        () => DryRun(_options, []),
        Throws.InvalidOperationException.With.Message.EqualTo("There are no rows to train on: the data is empty."));

    [Test]
    public void It_can_be_cancelled()
    {
        var context = new MLContext();
        var run = new TrainingRun { CancellationToken = new CancellationToken(canceled: true) };

        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options, run).DryRun(TestRows.Blobs(20).ToView(context, 3)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_fit_after_it_is_as_one_without_it()
    {
        var context = new MLContext();
        var trainer = context.FluxTrainers.NeuralClassifier(_options with { Epochs = 2 });
        var data = TestRows.Blobs(20).ToView(context, 3);
        var before = trainer.Fit(data).Bits();
        trainer.DryRun(data);

        Assert.That(trainer.Fit(data).Bits(), Is.EqualTo(before));
    }

    [Test]
    [SetCulture("de-DE")]
    public void Its_text_is_for_people()
    {
        var rows = TestRows.Blobs(20);
        rows[1].Label = TestRow.NoLabel;
        var report = DryRun(_options with { Optimizer = new Sgd() }, rows) with { };
        var lines = report.ToString().Split('\n');

        Assert.That(CultureInfo.CurrentCulture.Name, Is.EqualTo("de-DE"));
        Assert.That(lines, Has.Some.EqualTo("shapes:     [8, 2] to [8, 3]"));
        Assert.That(lines, Has.Some.EqualTo("parameters: 54"));
        Assert.That(lines, Has.Some.EqualTo("rows:       8 read of 20"));
        Assert.That(lines, Has.Some.EqualTo("memory:     0.3 kB for the data, 2.3 kB for training"));
        Assert.That(lines, Has.Some.Match(@"^time:       [\d.]+ ms a step, [\d.]+ ms an epoch, [\d.]+ m?s in all$"));
        Assert.That(lines, Has.Some.EqualTo("device:     cpu, threads: 1"));
        Assert.That(lines, Has.Some.EqualTo("saving:     A saved model loads without further code."));
        Assert.That(lines, Has.Some.EqualTo("  - 1 of 8 rows have no label in column 'Label' and are left out in training."));
    }

    private static DryRunReport DryRun(NeuralClassifierOptions options, List<TestRow> rows)
    {
        var context = new MLContext();
        return context.FluxTrainers.NeuralClassifier(options).DryRun(rows.ToView(context, 3));
    }

    private sealed record OwnBuilder : NetworkBuilder
    {
        public override nn.Module<Tensor, Tensor> Build(NetworkShape shape) => new StochasticNetwork(shape);
    }
}
