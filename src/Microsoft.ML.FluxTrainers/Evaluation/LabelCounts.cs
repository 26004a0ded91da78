// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the metrics of one label are made of. The scores are kept, since the area under the ROC curve is one of ranks.</summary>
internal sealed class LabelCounts
{
    private readonly List<(float Score, bool IsPositive)> _scores = [];

    /// <summary>Predicted true and true.</summary>
    public long TruePositives { get; private set; }

    /// <summary>Predicted true, but false.</summary>
    public long FalsePositives { get; private set; }

    /// <summary>Predicted false, but true.</summary>
    public long FalseNegatives { get; private set; }

    /// <summary>Rows that have the label.</summary>
    public long Positives => TruePositives + FalseNegatives;

    /// <summary>Adds a row.</summary>
    public void Add(bool isPositive, bool isPredicted, float score)
    {
        TruePositives += isPositive && isPredicted ? 1 : 0;
        FalsePositives += !isPositive && isPredicted ? 1 : 0;
        FalseNegatives += isPositive && !isPredicted ? 1 : 0;
        _scores.Add((score, isPositive));
    }

    /// <summary>See <see cref="RocCurve.Area"/>.</summary>
    public double AreaUnderRocCurve() => RocCurve.Area([.. _scores.Select(row => row.Score)], row => _scores[row].IsPositive);
}
