// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What one metric says of the folds, and of all of them.</summary>
/// <remarks>
/// The mean counts each fold by the number of its test rows; of <see cref="EvaluationMetric.RootMeanSquaredError"/> and
/// <see cref="EvaluationMetric.RootMeanSquaredLogError"/> it is the root of the mean of squares. The standard error is the folds' standard deviation (of a sample) over
/// the root of the number of folds less one; the radius is 1.96 times that. So does MLJ. Folds share rows to train on, so that the radius is rather too small than too large.
/// </remarks>
public sealed class MetricResult
{
    internal MetricResult(EvaluationMetric metric, IEnumerable<double> perFold, IEnumerable<double> trainPerFold, IReadOnlyList<FoldResult> folds)
    {
        Metric = metric;
        PerFold = [.. perFold];
        TrainPerFold = [.. trainPerFold];
        Mean = Joined(PerFold, [.. folds.Select(fold => fold.TestRowCount)]);
        TrainMean = TrainPerFold.Count == 0 ? null : Joined(TrainPerFold, [.. folds.Select(fold => fold.TrainRowCount)]);
        StandardError = PerFold.Count == 1 ? double.PositiveInfinity : SampleStatistics.Deviation(PerFold) / Math.Sqrt(PerFold.Count - 1);
    }

    /// <summary>The metric.</summary>
    public EvaluationMetric Metric { get; }

    /// <summary>Its value for the test rows of each fold.</summary>
    public IReadOnlyList<double> PerFold { get; }

    /// <summary>Its value for the training rows of each fold; empty unless <see cref="EvaluationOptions.TrainMetrics"/> is set.</summary>
    public IReadOnlyList<double> TrainPerFold { get; }

    /// <summary>The mean over folds.</summary>
    public double Mean { get; }

    /// <summary>The mean over folds for the training rows; null unless <see cref="EvaluationOptions.TrainMetrics"/> is set.</summary>
    public double? TrainMean { get; }

    /// <summary>The standard error of the mean; infinite where there is one fold.</summary>
    public double StandardError { get; }

    /// <summary>The mean lies, with a probability of about 95 percent, within this of what more folds would give; infinite where there is one fold.</summary>
    public double Radius95 => 1.96 * StandardError;

    /// <summary>The name, the mean and the radius.</summary>
    public override string ToString() => $"{Metric.Name} {MetricsTable.Text(Mean)} +- {MetricsTable.Text(Radius95)}";

    private double Joined(IReadOnlyList<double> values, int[] sizes)
    {
        var mean = values.Select((value, fold) => sizes[fold] * (Metric.IsRootOfMean ? value * value : value)).Sum() / sizes.Sum(size => (long)size);
        return Metric.IsRootOfMean ? Math.Sqrt(mean) : mean;
    }
}
