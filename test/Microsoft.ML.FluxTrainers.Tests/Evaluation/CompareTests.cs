// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class CompareTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly IDataView _blobs = TestRows.Blobs(60).ToView(_mlContext, classes: 3);

    // Five folds of 80 and 20 rows whose differences are .1 .05 -.02 .08 .04: scipy 1.10, with the variance of Nadeau and Bengio by numpy.
    [Test]
    public void Differences_have_the_corrected_variance()
    {
        var values = new[] { new[] { 0.6, 0.55, 0.48, 0.58, 0.54 }, [0.5, 0.5, 0.5, 0.5, 0.5] };
        using var comparison = Compared(100, values);
        var difference = comparison.Difference("0", "1");

        Assert.That(difference.PerFold, Is.EqualTo(new[] { 0.1, 0.05, -0.02, 0.08, 0.04 }).Within(1e-12));
        Assert.That(difference.Mean, Is.EqualTo(0.05).Within(1e-12));
        Assert.That(difference.StandardError, Is.EqualTo(0.030740852297878797).Within(1e-12));
        Assert.That(difference.T, Is.EqualTo(1.6265001215808885).Within(1e-9));
        Assert.That(difference.DegreesOfFreedom, Is.EqualTo(4));
        Assert.That(difference.PValue, Is.EqualTo(0.17917118231054688).Within(1e-9));
        Assert.That(difference.Low, Is.EqualTo(-0.03535028889205412).Within(1e-9));
        Assert.That(difference.High, Is.EqualTo(0.13535028889205414).Within(1e-9));
        Assert.That(difference.ToString(), Is.EqualTo("0 - 1: 0.05 (-0.0354 to 0.1354), p = 0.1792"));
        Assert.That(comparison.Best.Name, Is.EqualTo("0"), "higher is better");
    }

    // A label in volts may vary by microvolts: four decimals would show nothing.
    [Test]
    public void Small_numbers_are_told_by_their_first_digits()
    {
        using var comparison = Compared(10, [0.00002, 0.00004, 0.00003, 0.00002, 0.00004], [12345.6789, 12345.6789, 12345.6789, 12345.6789, 12345.6789]);
        var lines = comparison.ToString().Split('\n');

        Assert.That(lines[1], Does.Match("^1 +12345.6789 +0 +0 +1 "));
        Assert.That(lines[2], Does.Match("^0 +3E-05 +9.8E-06 +-12345.6789 +0 "));
        Assert.That(comparison["0"].Metrics[0].ToString(), Does.EndWith(" 3E-05 +- 9.8E-06"));
        Assert.That(comparison["0"].ToString(), Does.Contain(" 2E-05   4E-05   3E-05 "));
    }

    [Test]
    public void Equal_ones_do_not_differ_and_the_first_is_best()
    {
        using var comparison = Compared(10, [0.1, 0.2, 0.3, 0.1, 0.1], [0.1, 0.2, 0.3, 0.1, 0.1]);

        Assert.That(comparison.Difference("0", "1").PValue, Is.EqualTo(1));
        Assert.That(comparison.Best.Name, Is.EqualTo("0"));
    }

    [Test]
    public void All_meet_the_same_folds_and_the_table_has_the_best_first()
    {
        var seen = new List<MeanRegressor> { new(_mlContext), new(_mlContext) };
        using var comparison = _mlContext.FluxTrainers.Compare(
            MeanRegressor.Rows(_mlContext, 1, 2, 3, 4, 5, 6, 7, 8), new KFold(4), EvaluationMetric.MeanAbsoluteError, ("one", seen[0]), ("other", seen[1]));

        Assert.That(seen[0].Seen.Select(rows => string.Join(' ', rows)), Is.EquivalentTo(seen[1].Seen.Select(rows => string.Join(' ', rows))));
        Assert.That(comparison["one"].Metrics[0].PerFold, Is.EqualTo(comparison["other"].Metrics[0].PerFold));
        Assert.That(comparison.ToString().Split('\n')[0], Does.Match("^MAE +mean +\\+- 95% +from best +p +seconds$"));
        Assert.That(comparison.ToString().Split('\n')[1], Does.StartWith("one "));
    }

    [Test]
    public void Networks_and_trainers_of_MlNet_are_compared_in_parallel()
    {
        var options = new EvaluationOptions { Resampling = new StratifiedKFold(3), Parallelism = 2, Seed = 2 };
        using var comparison = _mlContext.FluxTrainers.Compare(
            _blobs,
            options,
            [
                ("untrained", context => context.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 1, Optimizer = new Sgd { LearningRate = 1e-9 } })),
                ("regression", context => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
            ]);

        Assert.That(comparison.Best.Name, Is.EqualTo("regression"), "lower is better");
        Assert.That(comparison.Difference("regression", "untrained").PValue, Is.LessThan(0.05));
        Assert.That(comparison.Metric, Is.EqualTo(EvaluationMetric.LogLoss));
    }

    [Test]
    public void Errors_name_the_estimator()
    {
        var rows = MeanRegressor.Rows(_mlContext, 1, 2, 3, 4);
        var bad = new MeanRegressor(_mlContext, _ => throw new ArithmeticException("planted"));

        Assert.That(
            () => _mlContext.FluxTrainers.Compare(rows, new KFold(2), EvaluationMetric.RSquared, ("good", new MeanRegressor(_mlContext)), ("bad", bad)),
            Throws.TypeOf<FoldException>().With.Message.EqualTo("Fold 0 (of 2, counted from 0) of 'bad' failed: planted"));
        Assert.That(
            () => _mlContext.FluxTrainers.Compare(rows, new KFold(2), EvaluationMetric.RSquared, ("same", bad), ("same", bad)), Throws.ArgumentException.With.Message.Contains("none twice"));
        Assert.That(() => _mlContext.FluxTrainers.Compare(rows, new KFold(2), EvaluationMetric.RSquared), Throws.ArgumentException.With.Message.StartsWith("There must be at least one"));
        using var comparison = Compared(10, [1, 1, 1, 1, 1]);
        Assert.That(() => comparison["2"], Throws.ArgumentException.With.Message.StartsWith("There is no estimator '2'. There are: 0."));
    }

    /// <summary>Estimators whose metric in each of five folds is given.</summary>
    private static ComparisonResult Compared(int rows, params double[][] values)
    {
        var calls = 0;
        var metric = EvaluationMetric.From("given", true, _ => values[calls / 5][calls++ % 5]);
        var data = MeanRegressor.Rows(_mlContext, new float[rows]);
        return _mlContext.FluxTrainers.Compare(data, new KFold(5), metric, [.. values.Select((_, i) => ($"{i}", (IEstimator<ITransformer>)new MeanRegressor(_mlContext)))]);
    }
}
