// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class FewRowsTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(4),
        Epochs = 3,
        Seed = 1,
        ExampleWeightColumnName = "Weight",
    };

    [Test]
    public void No_rows_is_an_error() => Assert.That(
        () => _options.Fit([]),
        Throws.InvalidOperationException.With.Message.EqualTo("There are no rows to train on: the data is empty."));

    [Test]
    public void No_validation_rows_are_an_error()
    {
        var context = new MLContext();
        var rows = TestRows.Blobs(20).ToView(context, 3);

        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options).Fit(rows, new List<TestRow>().ToView(context, 3)),
            Throws.InvalidOperationException.With.Message.EqualTo("There are no rows to validate on: the data is empty."));
    }

    [Test]
    public void No_row_with_a_label_and_a_weight_is_an_error()
    {
        List<TestRow> rows = [TestRows.Row(TestRow.NoLabel, 1), TestRows.Row(TestRow.NoLabel, 2), TestRows.Row(1, 3)];
        rows[2].Weight = 0;

        Assert.That(
            () => _options.Fit(rows),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "There are no rows to train on: of 3 rows, 2 have no label in column 'Label' and 1 have weight 0."));
    }

    [Test]
    public void Class_weights_that_leave_no_row_are_an_error() => Assert.That(
        () => (_options with { ClassWeights = ClassWeights.Of(0, 1, 1) }).Fit([TestRows.Row(0, 1), TestRows.Row(0, 2)]),
        Throws.InvalidOperationException.With.Message.StartsWith("Every training row has weight 0"));

    [Test]
    public void So_are_those_that_leave_no_row_of_a_validation_set()
    {
        var context = new MLContext();
        var trainer = context.FluxTrainers.NeuralClassifier(_options with { ClassWeights = ClassWeights.Of(0, 1, 1) });
        List<TestRow> train = [TestRows.Row(0, 1), TestRows.Row(1, 2)];
        List<TestRow> validation = [TestRows.Row(0, 1), TestRows.Row(0, 2)];

        Assert.That(
            () => trainer.Fit(train.ToView(context, 3), validation.ToView(context, 3)),
            Throws.InvalidOperationException.With.Message.StartsWith("Every validation row has weight 0"));
    }

    [TestCase(Normalization.None)]
    [TestCase(Normalization.BatchNorm)]
    [TestCase(Normalization.LayerNorm)]
    public void One_row_trains(Normalization normalization)
    {
        var options = _options with { Builder = new MlpBuilder(4) { Normalization = normalization } };
        List<TestRow> rows = [TestRows.Row(1, 5, 7)];
        var model = options.Fit(rows);

        Assert.That(model.Scores(rows)[0].Sum(), Is.EqualTo(1).Within(1e-6));
        Assert.That(model.History.TrainingLosses[3], Is.LessThan(model.History.TrainingLosses[0]));
    }

    [Test]
    public void One_feature_trains()
    {
        var rows = Enumerable.Range(0, 30).Select(i => TestRows.Row((uint)(i % 3), (i % 3 * 100) + i)).ToList();

        Assert.That((_options with { Epochs = 100, Optimizer = new Adam(0.05) }).Fit(rows).Accuracy(rows), Is.GreaterThan(0.9));
    }

    [Test]
    public void A_single_number_trains_as_a_vector_of_one()
    {
        var rows = TestRows.Blobs(30).ConvertAll(row => TestRows.Row(row.Label, row.Features.GetItemOrDefault(0)));
        rows.ForEach(row => row.Number = row.Features.GetItemOrDefault(0));

        Assert.That((_options with { FeatureColumnName = "Number" }).Fit(rows).Bits(), Is.EqualTo(_options.Fit(rows).Bits()));
    }

    // ML.NET cannot evaluate the scores of one class; its SDCA trainer refuses it too.
    [Test]
    public void A_label_of_one_class_is_an_error()
    {
        var context = new MLContext();
        var data = context.Data.LoadFromEnumerable([new Named { Features = [1, 2] }, new Named { Features = [3, 4] }]);
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label").Append(context.FluxTrainers.NeuralClassifier());

        Assert.That(
            () => pipeline.Fit(data),
            Throws.InvalidOperationException.With.Message.StartsWith("Label column 'Label' has only one class ('yes'): "));
    }

    [Test]
    public void A_class_without_rows_is_unlikely_ever_after()
    {
        var rows = TestRows.Blobs(40, classes: 2);
        var model = (_options with { Epochs = 50, Optimizer = new Adam(0.05) }).Fit(rows, classes: 3);

        Assert.That(model.Scores(rows).Select(scores => scores[2]), Is.All.LessThan(0.05));
    }

    private sealed class Named
    {
        [Microsoft.ML.Data.VectorType(2)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "yes";
    }
}
