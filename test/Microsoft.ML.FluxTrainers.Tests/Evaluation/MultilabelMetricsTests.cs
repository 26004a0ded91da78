// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Metrics of four labels in twelve rows against scikit-learn 1.2: f1_score, precision_score and recall_score with
/// zero_division=0, accuracy_score, hamming_loss and roc_auc_score, predicting scores above 0.5. No row has the third label, and
/// all have the fourth.</summary>
public sealed class MultilabelMetricsTests
{
    private static readonly int[] _first = [0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1];

    private static readonly float[][] _scores =
    [
        [0.2f, 0.3f, 0.2f, 0.5f], [0.4f, 0.1f, 0.4f, 0.6f], [0.9f, 0.6f, 0.5f, 0.9f], [0.3f, 0.9f, 0.3f, 0.8f],
        [0.6f, 0.3f, 0.0f, 0.5f], [1.0f, 0.2f, 0.5f, 0.8f], [0.5f, 0.4f, 0.4f, 0.4f], [0.4f, 0.1f, 0.1f, 0.4f],
        [0.1f, 0.4f, 0.1f, 1.0f], [0.5f, 0.4f, 0.5f, 0.5f], [1.0f, 0.6f, 0.5f, 0.7f], [1.0f, 0.6f, 0.5f, 1.0f],
    ];

    private readonly MLContext _mlContext = new(seed: 1);

    [TestCase("Numbers")]
    [TestCase("Flags")]
    [TestCase("Set")]
    public void Metrics_are_those_of_scikit_learn(string label)
    {
        var metrics = _mlContext.FluxTrainers.EvaluateMultilabel(View(), label);

        Assert.That(metrics.Count, Is.EqualTo(12));
        Assert.That(metrics.MicroF1Score, Is.EqualTo(0.742857142857143).Within(1e-12));
        Assert.That(metrics.MacroF1Score, Is.EqualTo(0.5114832535885168).Within(1e-12));
        Assert.That(metrics.SubsetAccuracy, Is.EqualTo(1.0 / 3).Within(1e-12));
        Assert.That(metrics.HammingLoss, Is.EqualTo(0.1875).Within(1e-12));
        Assert.That(metrics.Labels.Select(each => each.Precision), Is.EqualTo(new[] { 1, 0.25, 0, 1 }).Within(1e-12));
        Assert.That(metrics.Labels.Select(each => each.Recall), Is.EqualTo(new[] { 5.0 / 6, 1, 0, 7.0 / 12 }).Within(1e-12));
        Assert.That(
            metrics.Labels.Select(each => each.F1Score), Is.EqualTo(new[] { 0.9090909090909091, 0.4, 0, 0.7368421052631579 }).Within(1e-12));
        Assert.That(
            metrics.Labels.Select(each => each.AreaUnderRocCurve),
            Is.EqualTo(new[] { 0.9305555555555556, 1, double.NaN, double.NaN }).Within(1e-12));
        Assert.That(metrics.MacroAreaUnderRocCurve, Is.EqualTo((0.9305555555555556 + 1) / 2).Within(1e-12));
        Assert.That(metrics.Labels.Select(each => each.Positives), Is.EqualTo(new[] { 6, 1, 0, 12 }));
        Assert.That(
            metrics.Labels.Select(each => each.Name),
            Is.EqualTo(label == "Set" ? new[] { "sun", "rain", "snow", "wind" } : ["0", "1", "2", "3"]));
    }

    // scikit-learn again, predicting scores above 0.7
    [Test]
    public void The_threshold_can_be_set()
    {
        var metrics = _mlContext.FluxTrainers.EvaluateMultilabel(View(), "Numbers", threshold: 0.7);

        Assert.That(metrics.MicroF1Score, Is.EqualTo(0.6896551724137931).Within(1e-12));
        Assert.That(metrics.HammingLoss, Is.EqualTo(0.1875).Within(1e-12));
        Assert.That(metrics.SubsetAccuracy, Is.EqualTo(0.4166666666666667).Within(1e-12));
        Assert.That(
            () => _mlContext.FluxTrainers.EvaluateMultilabel(View(), "Numbers", threshold: double.NaN),
            Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void The_text_says_it_all() => Assert.That(
        _mlContext.FluxTrainers.EvaluateMultilabel(View(), "Set").ToString(),
        Is.EqualTo(
            """
            micro F1 0.7429, macro F1 0.5115, subset accuracy 0.3333, Hamming loss 0.1875 (12 rows)
            label  positives  precision  recall      F1     AUC
            sun            6          1  0.8333  0.9091  0.9306
            rain           1       0.25       1     0.4       1
            snow           0          0       0       0     NaN
            wind          12          1  0.5833  0.7368     NaN

            """.ReplaceLineEndings("\n")));

    [Test]
    public void A_label_that_is_neither_0_nor_1_and_a_score_that_is_NaN_are_named()
    {
        var bad = Rows();
        bad[3].Numbers[2] = 0.5f;
        Assert.That(
            () => _mlContext.FluxTrainers.EvaluateMultilabel(_mlContext.Data.LoadFromEnumerable(bad), "Numbers"),
            Throws.InvalidOperationException.With.Message.EqualTo("The column 'Numbers', slot 2, holds 0.5 in row 3: a label must be 0 or 1."));

        bad = Rows();
        bad[1].Score[0] = float.NaN;
        Assert.That(
            () => _mlContext.FluxTrainers.EvaluateMultilabel(_mlContext.Data.LoadFromEnumerable(bad), "Flags"),
            Throws.InvalidOperationException.With.Message.EqualTo("The column 'Score', slot 0, holds NaN in row 1: a score must be a number."));
    }

    [TestCase("Name")]
    [TestCase("Text")]
    [TestCase("Missing")]
    public void A_label_of_another_type_is_refused(string label) => Assert.That(
        () => _mlContext.FluxTrainers.EvaluateMultilabel(View(), label),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains($"'{label}'"));

    [Test]
    public void Cross_validation_gives_metrics_for_each_fold()
    {
        var folds = _mlContext.FluxTrainers.CrossValidateMultilabel(
            View(), _mlContext.Transforms.CopyColumns("Copy", "Score"), numberOfFolds: 2, labelColumnName: "Flags", seed: 2, threshold: 0.7);

        Assert.That(folds.Select(fold => fold.Fold), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(folds.Sum(fold => fold.Metrics.Count), Is.EqualTo(12));
        Assert.That(folds.Sum(fold => fold.Metrics.HammingLoss * fold.Metrics.Count) / 12, Is.EqualTo(0.1875).Within(1e-12));
    }

    private IDataView View()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Rows());
        var keys = _mlContext.Data.LoadFromEnumerable(
            new[] { "sun", "rain", "snow", "wind" }.Select(name => new KeyRow { Name = name }));
        return _mlContext.Transforms.Conversion.MapValueToKey("Set", "Text", keyData: keys).Fit(data).Transform(data);
    }

    private static Row[] Rows() => [.. _scores.Select((scores, row) => new Row
    {
        Score = [.. scores],
        Numbers = [_first[row], row == 3 ? 1 : 0, 0, 1],
        Flags = [_first[row] == 1, row == 3, false, true],
        Text = [.. new[] { _first[row] == 1 ? "sun" : "", row == 3 ? "rain" : "", "wind" }.Where(name => name.Length > 0)],
    })];

    private sealed class KeyRow
    {
        public string Name { get; set; } = "";
    }

    private sealed class Row
    {
        [VectorType(4)]
        public float[] Numbers { get; set; } = [];

        [VectorType(4)]
        public bool[] Flags { get; set; } = [];

        public string[] Text { get; set; } = [];

        public string Name { get; set; } = "";

        [VectorType(4)]
        public float[] Score { get; set; } = [];
    }
}
