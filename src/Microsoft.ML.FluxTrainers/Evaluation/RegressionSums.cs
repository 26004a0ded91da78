// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the metrics of one target are made of, gathered in one pass.</summary>
internal sealed class RegressionSums
{
    private double _mean;

    /// <summary>The number of rows.</summary>
    public long Count { get; private set; }

    /// <summary>The sum of the distances from score to label.</summary>
    public double AbsoluteErrors { get; private set; }

    /// <summary>The sum of their squares.</summary>
    public double SquaredErrors { get; private set; }

    /// <summary>The sum of the squared distances from the labels to their mean.</summary>
    /// <remarks>By Welford (1962), since the difference of two large sums would lose digits.</remarks>
    public double LabelVariation { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(double label, double score)
    {
        Count++;
        AbsoluteErrors += Math.Abs(score - label);
        SquaredErrors += (score - label) * (score - label);
        var before = label - _mean;
        _mean += before / Count;
        LabelVariation += before * (label - _mean);
    }
}
