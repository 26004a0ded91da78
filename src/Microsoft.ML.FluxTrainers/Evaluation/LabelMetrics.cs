// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How well one of several labels is predicted.</summary>
public sealed class LabelMetrics
{
    internal LabelMetrics(string name, LabelCounts counts)
    {
        Name = name;
        Positives = counts.Positives;
        Precision = Ratio(counts.TruePositives, counts.TruePositives + counts.FalsePositives);
        Recall = Ratio(counts.TruePositives, counts.Positives);
        F1Score = Ratio(2 * counts.TruePositives, (2 * counts.TruePositives) + counts.FalsePositives + counts.FalseNegatives);
        AreaUnderRocCurve = counts.AreaUnderRocCurve();
    }

    /// <summary>What the label is called; its number from 0 where neither label nor score name it.</summary>
    public string Name { get; }

    /// <summary>The number of rows that have the label.</summary>
    public long Positives { get; }

    /// <summary>The share of the rows predicted to have the label that have it. 0 where none is predicted to.</summary>
    public double Precision { get; }

    /// <summary>The share of the rows that have the label that are predicted to. 0 where none has it.</summary>
    public double Recall { get; }

    /// <summary>The harmonic mean of precision and recall. 0 where no row has the label and none is predicted to.</summary>
    public double F1Score { get; }

    /// <summary>The probability that a row with the label scores higher than one without, whatever the threshold; ties count one
    /// half. NaN where all rows have the label, or none.</summary>
    public double AreaUnderRocCurve { get; }

    internal static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
