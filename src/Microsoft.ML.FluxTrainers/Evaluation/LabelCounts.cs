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

    /// <summary>The probability that a row with the label scores higher than one without, ties counting one half: the area under
    /// the ROC curve (Mann and Whitney 1947). NaN where all rows have the label, or none.</summary>
    public double AreaUnderRocCurve()
    {
        _scores.Sort((left, right) => left.Score.CompareTo(right.Score));
        var (area, below, negatives) = (0.0, 0L, _scores.Count - Positives);
        for (var start = 0; start < _scores.Count;)
        {
            var (same, positives) = (0, 0);
            for (; start + same < _scores.Count && _scores[start + same].Score == _scores[start].Score; same++)
            {
                positives += _scores[start + same].IsPositive ? 1 : 0;
            }

            area += positives * (below + ((same - positives) / 2.0));
            below += same - positives;
            start += same;
        }

        return Positives == 0 || negatives == 0 ? double.NaN : area / ((double)Positives * negatives);
    }
}
