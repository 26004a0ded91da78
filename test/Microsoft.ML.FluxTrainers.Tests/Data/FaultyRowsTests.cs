// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class FaultyRowsTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new LinearBuilder(),
        Epochs = 3,
        Seed = 1,
        ExampleWeightColumnName = "Weight",
    };

    [Test]
    public void Rows_without_a_label_are_left_out_with_one_warning()
    {
        var rows = TestRows.Blobs(30);
        var withGaps = rows.SelectMany((row, i) => i % 10 == 0 ? [TestRows.Row(TestRow.NoLabel, 1, float.NaN), row] : new[] { row }).ToList();
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var model = _options.Fit(context, withGaps);

        Assert.That(warnings, Is.EqualTo(new[] { "3 rows without a label in column 'Label' were left out." }));
        Assert.That(model.Bits(), Is.EqualTo(_options.Fit(rows).Bits()));
    }

    [TestCase(float.NaN, "NaN", "MissingValues.Mean")]
    [TestCase(float.PositiveInfinity, "infinity", "clip")]
    [TestCase(float.NegativeInfinity, "-infinity", "clip")]
    public void A_feature_that_is_no_number_stops_with_column_slot_and_row(float value, string text, string cure)
    {
        var rows = TestRows.Blobs(30);
        rows[17] = TestRows.Row(1, 0.5f, value);

        foreach (var stored in new[] { rows, rows.Sparse() })
        {
            Assert.That(
                () => _options.Fit(stored),
                Throws.InvalidOperationException.With.Message.StartsWith($"Column 'Features', slot 1, holds {text} in row 17. ")
                    .And.Message.Contains(cure));
        }
    }

    [Test]
    public void The_error_tells_the_name_of_the_slot()
    {
        var context = new MLContext();
        var data = context.Data.LoadFromEnumerable(
            [new Person { Age = 30, Height = 1.8f, Label = "a" }, new Person { Age = 40, Height = float.NaN, Label = "b" }]);
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Transforms.Concatenate("Features", "Age", "Height"))
            .Append(context.FluxTrainers.NeuralClassifier());

        Assert.That(
            () => pipeline.Fit(data),
            Throws.InvalidOperationException.With.Message.StartsWith("Column 'Features', slot 1 ('Height'), holds NaN in row 1. "));
    }

    [Test]
    public void A_single_number_is_named_without_a_slot()
    {
        var rows = TestRows.Blobs(4);
        rows[2].Number = float.NaN;

        Assert.That(
            () => (_options with { FeatureColumnName = "Number" }).Fit(rows),
            Throws.InvalidOperationException.With.Message.StartsWith("Column 'Number' holds NaN in row 2. "));
    }

    // The known values 1, 3, 8 have mean 4; a row with the mean scores as a row with NaN.
    [Test]
    public void Missing_features_can_be_replaced_by_their_mean()
    {
        var options = _options with { MissingValues = MissingValues.Mean };
        List<TestRow> rows = [TestRows.Row(0, 1, 1), TestRows.Row(1, 3, 0), TestRows.Row(0, float.NaN, 5), TestRows.Row(1, 8, 2)];
        var filled = new List<TestRow>(rows) { [2] = TestRows.Row(0, 4, 5) };
        var model = options.Fit(rows, classes: 2);

        Assert.That(model.Model.FeatureOffsets[0], Is.EqualTo(4));
        Assert.That(model.Scores(rows, 2)[2], Is.EqualTo(model.Scores(filled, 2)[2]));
        Assert.That(
            (options with { Standardize = false }).Fit(rows, classes: 2).Weights(),
            Is.EqualTo((options with { Standardize = false }).Fit(filled, classes: 2).Weights()));
    }

    [Test]
    public void Sparse_missing_features_too_whose_zeros_count_in_the_mean()
    {
        var options = _options with { MissingValues = MissingValues.Mean, Standardize = false };
        var rows = Enumerable.Range(0, 8).Select(i => TestRows.Row((uint)(i % 2), new float[10])).ToList();
        rows[0] = TestRows.Row(0, [float.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        rows[1] = TestRows.Row(1, [7, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        var filled = new List<TestRow>(rows) { [0] = TestRows.Row(0, [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]) };

        Assert.That(options.Fit(rows.Sparse(), classes: 2).Weights(), Is.EqualTo(options.Fit(filled.Sparse(), classes: 2).Weights()));
    }

    [Test]
    public void The_mean_does_not_stand_in_for_infinity()
    {
        var options = _options with { MissingValues = MissingValues.Mean };

        Assert.That(
            () => options.Fit([TestRows.Row(0, 1), TestRows.Row(1, float.PositiveInfinity)]),
            Throws.InvalidOperationException.With.Message.StartsWith("Column 'Features', slot 0, holds infinity in row 1. "));
    }

    [TestCase(float.NaN, "NaN")]
    [TestCase(float.PositiveInfinity, "infinity")]
    [TestCase(-0.5f, "-0.5")]
    public void A_weight_that_cannot_be_stops_with_column_and_row(float weight, string text)
    {
        var rows = TestRows.Blobs(12);
        rows[7].Weight = weight;

        Assert.That(
            () => _options.Fit(rows),
            Throws.InvalidOperationException.With.Message.EqualTo(
                $"Weight column 'Weight' holds {text} in row 7. A weight must be a finite number of at least 0."));
    }

    [Test]
    public void A_row_of_another_length_is_named()
    {
        var rows = TestRows.Blobs(5);
        rows[3].Features = new VBuffer<float>(3, [1, 2, 3]);

        Assert.That(
            () => _options.Fit(rows),
            Throws.InvalidOperationException.With.Message.Contains("3").And.Message.Not.Contains("Index"));
    }

    private sealed class Person
    {
        public float Age { get; set; }

        public float Height { get; set; }

        public string Label { get; set; } = "";
    }
}
