// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How much two estimators differ by a metric on the same folds, and whether that may be chance.</summary>
/// <remarks>
/// The corrected resampled t-test of Nadeau and Bengio (2003), "Inference for the generalization error", Machine Learning 52: since folds share most rows they train on,
/// the variance of the mean difference is (1/n + test rows / training rows) times that of the folds' differences, with n - 1 degrees of freedom. The plain paired t-test,
/// which counts 1/n only, finds differences where there are none far too often.
/// </remarks>
public sealed class PairedDifference
{
    private const double Level = 0.05;

    internal PairedDifference(EvaluationResult first, EvaluationResult second, int metric)
    {
        (First, Second) = (first.Name!, second.Name!);
        PerFold = [.. first.Metrics[metric].PerFold.Zip(second.Metrics[metric].PerFold, (one, other) => one - other)];
        Mean = PerFold.Average();
        var testShare = first.Folds.Average(fold => (double)fold.TestRowCount) / first.Folds.Average(fold => (double)fold.TrainRowCount);
        DegreesOfFreedom = PerFold.Count - 1;
        StandardError = DegreesOfFreedom == 0 ? double.NaN : Math.Sqrt((1.0 / PerFold.Count) + testShare) * SampleStatistics.Deviation(PerFold);
        T = Mean == 0 && StandardError == 0 ? 0 : Mean / StandardError;
        PValue = DegreesOfFreedom == 0 ? double.NaN : StudentT.TwoSided(T, DegreesOfFreedom);
        var radius = DegreesOfFreedom == 0 ? double.NaN : StudentT.Critical(Level, DegreesOfFreedom) * StandardError;
        (Low, High) = (Mean - radius, Mean + radius);
    }

    /// <summary>The name of the first estimator.</summary>
    public string First { get; }

    /// <summary>The name of the second one.</summary>
    public string Second { get; }

    /// <summary>The first one's metric minus the second one's, of each fold.</summary>
    public IReadOnlyList<double> PerFold { get; }

    /// <summary>The mean of the differences, each fold counting the same.</summary>
    public double Mean { get; }

    /// <summary>The corrected standard error of the mean; NaN where there is one fold.</summary>
    public double StandardError { get; }

    /// <summary>The mean over its standard error.</summary>
    public double T { get; }

    /// <summary>The number of folds less one.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The probability of a difference as large, on either side, if there were none; NaN where there is one fold. It is not adjusted for how many pairs are looked at.</summary>
    public double PValue { get; }

    /// <summary>The lower end of the 95 percent interval of the difference.</summary>
    public double Low { get; }

    /// <summary>The upper end of the 95 percent interval of the difference.</summary>
    public double High { get; }

    /// <summary>The difference, its interval and the p value.</summary>
    public override string ToString() =>
        $"{First} - {Second}: {MetricsTable.Text(Mean)} ({MetricsTable.Text(Low)} to {MetricsTable.Text(High)}), p = {MetricsTable.Text(PValue)}";
}
