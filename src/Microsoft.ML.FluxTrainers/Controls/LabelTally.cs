// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How often one class or label was predicted and true, each row with its weight.</summary>
/// <param name="Hits">Predicted and true.</param>
/// <param name="FalseAlarms">Predicted, but false.</param>
/// <param name="Misses">True, but not predicted.</param>
/// <param name="Rest">Neither.</param>
internal readonly record struct LabelTally(double Hits, double FalseAlarms, double Misses, double Rest)
{
    /// <summary>The share of what is true that is predicted; NaN where nothing is.</summary>
    public double Recall => Hits / (Hits + Misses);

    /// <summary>The share of what is predicted that is true; NaN where nothing is.</summary>
    public double Precision => Hits / (Hits + FalseAlarms);

    /// <summary>The share of what is false that is not predicted; NaN where nothing is.</summary>
    public double Specificity => Rest / (Rest + FalseAlarms);

    /// <summary>The harmonic mean of precision and recall, recall counting beta squared times as much (van Rijsbergen 1979). NaN where there is nothing to count.</summary>
    public double F(double beta)
    {
        var square = beta * beta;
        return (1 + square) * Hits / (((1 + square) * Hits) + (square * Misses) + FalseAlarms);
    }

    /// <summary>The correlation of predicted and true (Matthews 1975); 0 where one of them does not vary.</summary>
    public double Correlation()
    {
        var variation = (Hits + FalseAlarms) * (Hits + Misses) * (Rest + FalseAlarms) * (Rest + Misses);
        return variation > 0 ? ((Hits * Rest) - (FalseAlarms * Misses)) / Math.Sqrt(variation) : 0;
    }

    /// <summary>How much more often than by chance predicted and true agree, 1 for always (Cohen 1960). NaN where chance always agrees.</summary>
    public double Kappa()
    {
        var all = Hits + FalseAlarms + Misses + Rest;
        var agreed = (Hits + Rest) / all;
        var byChance = (((Hits + FalseAlarms) * (Hits + Misses)) + ((Rest + FalseAlarms) * (Rest + Misses))) / (all * all);
        return byChance < 1 ? (agreed - byChance) / (1 - byChance) : double.NaN;
    }
}
