// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class PermutationImportanceTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    // The label is the kind and nothing else: one-hot encoding makes three slots of it, which count as one column.
    [Test]
    public void Columns_are_those_of_the_data_not_of_the_pipeline()
    {
        var data = Rows();
        var model = Pipeline().Fit(data);
        var importances = _mlContext.FluxTrainers.PermutationImportance(model, data, EvaluationMetric.Accuracy, seed: 3);

        Assert.That(importances.Columns.Select(column => column.ColumnName), Is.EqualTo(new[] { "Kind", "Noise" }), "Class makes the label, and Unused is not read");
        Assert.That(importances.Baseline, Is.EqualTo(1));
        Assert.That(importances.Columns[0].Mean, Is.EqualTo(2.0 / 3).Within(0.15), "two of three values are wrong by chance");
        Assert.That(importances.Columns[1].Mean, Is.EqualTo(0).Within(0.02));
        Assert.That(importances.Columns[0].PerRepeat, Has.Count.EqualTo(5).And.Some.Not.EqualTo(importances.Columns[0].PerRepeat[0]));
        Assert.That(importances.ToString(), Does.StartWith("column  accuracy worse by  deviation\nKind "));
        var again = _mlContext.FluxTrainers.PermutationImportance(model, data, EvaluationMetric.Accuracy, ["Kind"], seed: 3);
        Assert.That(again.Columns.Single().PerRepeat, Is.EqualTo(importances.Columns[0].PerRepeat));
    }

    [Test]
    public void A_lower_metric_that_is_better_turns_the_sign()
    {
        var data = Rows();
        var importances = _mlContext.FluxTrainers.PermutationImportance(Pipeline().Fit(data), data, repeats: 1, seed: 3);

        Assert.That(importances.Metric, Is.EqualTo(EvaluationMetric.LogLoss));
        Assert.That(importances.Columns[0].Mean, Is.GreaterThan(0.5));
        Assert.That(importances.Columns[0].StandardDeviation, Is.NaN);
    }

    [Test]
    public void A_missing_column_is_an_error()
    {
        var data = Rows();

        Assert.That(
            () => _mlContext.FluxTrainers.PermutationImportance(Pipeline().Fit(data), data, columnNames: ["Kinds"]),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Could not find feature column 'Kinds'. The data has: Class, Kind, Noise, Unused."));
    }

    private static EstimatorChain<MulticlassPredictionTransformer<Trainers.MaximumEntropyModelParameters>> Pipeline() => _mlContext.Transforms.Conversion.MapValueToKey("Label", "Class")
        .Append(_mlContext.Transforms.Categorical.OneHotEncoding("Encoded", "Kind"))
        .Append(_mlContext.Transforms.Concatenate("Features", "Encoded", "Noise"))
        .Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy());

    private static IDataView Rows() => _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 90).Select(i => new ImportanceRow
    {
        Class = $"class {i % 3}",
        Kind = $"kind {i % 3}",
        Noise = i * 37 % 90 / 90f,
    }).ToList());

    private sealed class ImportanceRow
    {
        public string Class { get; set; } = "";

        public string Kind { get; set; } = "";

        public float Noise { get; set; }

        public float Unused { get; set; }
    }
}
