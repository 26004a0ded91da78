// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How far the predictions of one target are from its labels, with the definitions of ML.NET's
/// <see cref="Data.RegressionMetrics"/>.</summary>
public sealed class TargetMetrics
{
    internal TargetMetrics(string name, RegressionSums sums)
    {
        Name = name;
        Count = sums.Count;
        MeanAbsoluteError = sums.AbsoluteErrors / sums.Count;
        MeanSquaredError = sums.SquaredErrors / sums.Count;
        RootMeanSquaredError = Math.Sqrt(MeanSquaredError);
        RSquared = sums.LabelVariation > 0 ? 1 - (sums.SquaredErrors / sums.LabelVariation) : double.NaN;
    }

    /// <summary>What the target is called; its number from 0 where neither label nor score name it.</summary>
    public string Name { get; }

    /// <summary>The number of rows that have a label of this target: rows where it is NaN do not count, as in ML.NET.</summary>
    public long Count { get; }

    /// <summary>The mean distance between prediction and label, in the label's unit; NaN without rows.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>The mean squared distance, in the label's unit squared; NaN without rows.</summary>
    public double MeanSquaredError { get; }

    /// <summary>The root of the mean squared distance, in the label's unit; NaN without rows.</summary>
    public double RootMeanSquaredError { get; }

    /// <summary>1 minus the squared distances over those from the mean label: 1 is perfect, 0 as good as predicting the mean,
    /// below 0 is worse. NaN where all labels are the same, fewer than two rows included.</summary>
    public double RSquared { get; }
}
