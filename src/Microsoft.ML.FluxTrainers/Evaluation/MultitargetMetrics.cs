// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How far the predictions of several numbers are from their labels: for each target, and the means over targets.</summary>
/// <remarks>A prediction that is NaN makes the metrics of its target NaN, and the means with them.</remarks>
public sealed class MultitargetMetrics
{
    internal MultitargetMetrics(IReadOnlyList<TargetMetrics> targets)
    {
        Targets = targets;
        MeanAbsoluteError = targets.Average(target => target.MeanAbsoluteError);
        MeanSquaredError = targets.Average(target => target.MeanSquaredError);
        RootMeanSquaredError = targets.Average(target => target.RootMeanSquaredError);
        RSquared = targets.Average(target => target.RSquared);
    }

    /// <summary>The metrics of each target, in the order of the scores.</summary>
    public IReadOnlyList<TargetMetrics> Targets { get; }

    /// <summary>The mean of the targets' mean absolute errors.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>The mean of the targets' mean squared errors.</summary>
    public double MeanSquaredError { get; }

    /// <summary>The mean of the targets' root mean squared errors.</summary>
    public double RootMeanSquaredError { get; }

    /// <summary>The mean of the targets' R squared, whatever their variance: NaN where it is NaN for any of them. scikit-learn's
    /// r2_score with "uniform_average".</summary>
    public double RSquared { get; }

    /// <summary>A table with a row for each target and one for the means.</summary>
    public override string ToString()
    {
        var table = new MetricsTable("target", "MAE", "MSE", "RMSE", "R2");
        foreach (var target in Targets)
        {
            table.Add(target.Name, target.MeanAbsoluteError, target.MeanSquaredError, target.RootMeanSquaredError, target.RSquared);
        }

        table.Add("mean", MeanAbsoluteError, MeanSquaredError, RootMeanSquaredError, RSquared);
        return table.ToString();
    }
}
