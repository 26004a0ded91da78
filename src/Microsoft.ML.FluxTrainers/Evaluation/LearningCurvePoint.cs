// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One point of a learning curve.</summary>
public sealed class LearningCurvePoint
{
    internal LearningCurvePoint(int curve, double value, string text, double mean, double radius95, double trainMean)
    {
        (Curve, Value, Text) = (curve, value, text);
        (Mean, Radius95, TrainMean) = (mean, radius95, trainMean);
    }

    /// <summary>Which of the seeds it belongs to, from 0.</summary>
    public int Curve { get; }

    /// <summary>The value of what varies: the epoch, the parameter (its place among the values where it is no number), the number of rows.</summary>
    public double Value { get; }

    /// <summary>The value as text.</summary>
    public string Text { get; }

    /// <summary>The metric's mean over folds, for rows that were not trained on; NaN where there are none.</summary>
    public double Mean { get; }

    /// <summary>See <see cref="MetricResult.Radius95"/>; infinite where there is one fold.</summary>
    public double Radius95 { get; }

    /// <summary>The metric's mean over folds, for the rows that were trained on.</summary>
    public double TrainMean { get; }
}
