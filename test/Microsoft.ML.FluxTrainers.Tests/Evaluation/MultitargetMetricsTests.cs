// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Metrics of two targets against scikit-learn 1.2 (mean_absolute_error, mean_squared_error and r2_score with
/// multioutput="raw_values" on the numbers below) and against ML.NET's own of one target.</summary>
public sealed class MultitargetMetricsTests
{
    private static readonly Row[] _rows =
    [
        new() { Label = [3, -0.5f], Score = [2.5f, 1] },
        new() { Label = [-0.5f, 100.25f], Score = [0, 100] },
        new() { Label = [2, 98], Score = [2, 99.5f] },
        new() { Label = [7, 97.5f], Score = [8, 96] },
    ];

    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Metrics_of_each_target_are_those_of_scikit_learn()
    {
        var metrics = _mlContext.FluxTrainers.EvaluateMultitarget(View(_rows));

        Assert.That(metrics.Targets.Select(target => target.MeanAbsoluteError), Is.EqualTo(new[] { 0.5, 1.1875 }).Within(1e-12));
        Assert.That(metrics.Targets.Select(target => target.MeanSquaredError), Is.EqualTo(new[] { 0.375, 1.703125 }).Within(1e-12));
        Assert.That(
            metrics.Targets.Select(target => target.RootMeanSquaredError), Is.EqualTo(new[] { 0.6123724356957945, 1.3050383136138188 }).Within(1e-12));
        Assert.That(metrics.Targets.Select(target => target.RSquared), Is.EqualTo(new[] { 0.9486081370449679, 0.9990753210396276 }).Within(1e-12));
        Assert.That(metrics.Targets.Select(target => target.Count), Is.All.EqualTo(4));
        Assert.That(metrics.RSquared, Is.EqualTo(0.9738417290422978).Within(1e-12));
        Assert.That(metrics.MeanAbsoluteError, Is.EqualTo(0.84375).Within(1e-12));
        Assert.That(metrics.MeanSquaredError, Is.EqualTo(1.0390625).Within(1e-12));
        Assert.That(metrics.RootMeanSquaredError, Is.EqualTo((0.6123724356957945 + 1.3050383136138188) / 2).Within(1e-12));
    }

    [Test]
    public void One_target_has_the_metrics_of_MlNet()
    {
        var data = _mlContext.Data.LoadFromEnumerable(_rows.Select(row => new One { Label = row.Label[1], Score = row.Score[1] }));

        var ours = _mlContext.FluxTrainers.EvaluateMultitarget(data).Targets.Single();
        var theirs = _mlContext.Regression.Evaluate(data);

        Assert.That(ours.MeanAbsoluteError, Is.EqualTo(theirs.MeanAbsoluteError).Within(1e-9));
        Assert.That(ours.MeanSquaredError, Is.EqualTo(theirs.MeanSquaredError).Within(1e-9));
        Assert.That(ours.RootMeanSquaredError, Is.EqualTo(theirs.RootMeanSquaredError).Within(1e-9));
        Assert.That(ours.RSquared, Is.EqualTo(theirs.RSquared).Within(1e-9));
        Assert.That(ours.Name, Is.EqualTo("Label"));
    }

    [Test]
    public void Labels_may_be_one_column_each()
    {
        var data = _mlContext.Data.LoadFromEnumerable(_rows.Select(row => new Two { Left = row.Label[0], Right = row.Label[1], Score = row.Score }));

        var metrics = _mlContext.FluxTrainers.EvaluateMultitarget(data, labelColumnNames: ["Left", "Right"]);

        Assert.That(metrics.Targets.Select(target => target.Name), Is.EqualTo(new[] { "Left", "Right" }));
        Assert.That(metrics.ToString(), Is.EqualTo(
            """
            target     MAE     MSE    RMSE      R2
            Left       0.5   0.375  0.6124  0.9486
            Right   1.1875  1.7031   1.305  0.9991
            mean    0.8438  1.0391  0.9587  0.9738

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Names_are_those_of_the_label_then_of_the_score_then_numbers()
    {
        var named = _mlContext.Transforms.Concatenate("Label", "Left", "Right").Fit(TwoColumns()).Transform(TwoColumns());
        var scored = _mlContext.Transforms.CopyColumns("Score", "Label").Append(_mlContext.Transforms.CopyColumns("Label", "Plain"))
            .Fit(named).Transform(named);

        Assert.That(Names(named, "Label"), Is.EqualTo(new[] { "Left", "Right" }));
        Assert.That(Names(scored, "Label"), Is.EqualTo(new[] { "Left", "Right" }));
        Assert.That(Names(View(_rows), "Label"), Is.EqualTo(new[] { "0", "1" }));

        IDataView TwoColumns() => _mlContext.Data.LoadFromEnumerable(
            _rows.Select(row => new Two { Left = row.Label[0], Right = row.Label[1], Score = row.Score, Plain = row.Label }));
        string[] Names(IDataView data, string label) =>
            [.. _mlContext.FluxTrainers.EvaluateMultitarget(data, label).Targets.Select(target => target.Name)];
    }

    // As in ML.NET: an unlabeled row does not count. Errors without rows, and R squared of constant labels, are NaN.
    [Test]
    public void Labels_that_are_missing_do_not_count()
    {
        var metrics = _mlContext.FluxTrainers.EvaluateMultitarget(View(
            [new() { Label = [float.NaN, 1], Score = [5, 2] }, new() { Label = [4, 1], Score = [5, 1] }]));

        Assert.That(metrics.Targets.Select(target => target.Count), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(metrics.Targets.Select(target => target.MeanAbsoluteError), Is.EqualTo(new[] { 1, 0.5 }));
        Assert.That(metrics.Targets.Select(target => target.RSquared), Is.All.NaN);
        Assert.That(metrics.RSquared, Is.NaN);
    }

    [Test]
    public void A_score_that_is_NaN_is_not_hidden()
    {
        var metrics = _mlContext.FluxTrainers.EvaluateMultitarget(View(
            [new() { Label = [1, 1], Score = [float.NaN, 1] }, new() { Label = [2, 2], Score = [2, 2] }]));

        Assert.That(metrics.Targets[0].MeanAbsoluteError, Is.NaN);
        Assert.That(metrics.Targets[1].RSquared, Is.EqualTo(1));
        Assert.That(metrics.MeanAbsoluteError, Is.NaN);
    }

    // Labels near a million vary by 1: sums of squares would lose that in single precision, and half of it in double.
    [Test]
    public void R_squared_keeps_its_digits_far_from_zero()
    {
        var labels = Enumerable.Range(0, 1000).Select(i => 1_000_000f + (i % 2)).ToArray();
        var metrics = _mlContext.FluxTrainers.EvaluateMultitarget(
            _mlContext.Data.LoadFromEnumerable(labels.Select(label => new One { Label = label, Score = 1_000_000.25f })));

        // Half the rows are off by 0.25, half by 0.75: mean square 0.3125 against a variance of 0.25.
        Assert.That(metrics.RSquared, Is.EqualTo(1 - (0.3125 / 0.25)).Within(1e-9));
    }

    [Test]
    public void Columns_that_do_not_fit_are_named()
    {
        Assert.That(
            () => _mlContext.FluxTrainers.EvaluateMultitarget(View(_rows), "Labels"),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("'Labels'"));
        Assert.That(
            () => _mlContext.FluxTrainers.EvaluateMultitarget(View(_rows), "Name"),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("'Name'"));
        Assert.That(
            () => _mlContext.FluxTrainers.EvaluateMultitarget(View(_rows), labelColumnNames: ["Other"]),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("2 numbers").Or.Message.Contains("1 numbers"));
        Assert.That(
            () => _mlContext.FluxTrainers.EvaluateMultitarget(View(_rows), labelColumnNames: []),
            Throws.TypeOf<ArgumentException>().With.Message.Contains("labelColumnNames"));
        Assert.That(
            () => _mlContext.FluxTrainers.EvaluateMultitarget(View(_rows), labelColumnNames: ["Other", "Label"]),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("'Label'"));
    }

    [Test]
    public void Cross_validation_gives_the_results_that_MlNet_gives()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new One { Label = i % 7, Score = i % 5 }));
        var same = _mlContext.Transforms.CopyColumns("Copy", "Score");

        var folds = _mlContext.FluxTrainers.CrossValidateMultitarget(data, same, numberOfFolds: 3, seed: 4);
        var splits = _mlContext.Data.CrossValidationSplit(data, 3, seed: 4);

        Assert.That(folds.Select(fold => fold.Fold), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(folds.Select(fold => fold.Model), Is.All.Not.Null);
        Assert.That(folds.Sum(fold => fold.Metrics.Targets[0].Count), Is.EqualTo(60));
        foreach (var (fold, split) in folds.Zip(splits))
        {
            Assert.That(
                fold.ScoredHoldOutSet.GetColumn<float>("Copy"), Is.EqualTo(split.TestSet.GetColumn<float>("Score")).AsCollection);
            Assert.That(fold.Metrics.MeanSquaredError, Is.EqualTo(_mlContext.Regression.Evaluate(split.TestSet).MeanSquaredError).Within(1e-9));
        }

        Assert.That(
            () => _mlContext.FluxTrainers.CrossValidateMultitarget(data, same, numberOfFolds: 1),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("numberOfFolds"));
    }

    private IDataView View(IEnumerable<Row> rows) => _mlContext.Data.LoadFromEnumerable(rows);

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Label { get; set; } = [];

        [VectorType(2)]
        public float[] Score { get; set; } = [];

        public float Other { get; set; }

        public string Name { get; set; } = "";
    }

    private sealed class One
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }

    private sealed class Two
    {
        public float Left { get; set; }

        public float Right { get; set; }

        [VectorType(2)]
        public float[] Plain { get; set; } = [0, 0];

        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }
}
