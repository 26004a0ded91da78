// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops a trial whose metric after some epochs is worse than the median of the trials before it, of the same fold after as many epochs.</summary>
/// <remarks>The network is judged on the fold's test rows every so many epochs, which has no part in its training. For this library's trainers only. As Vizier's median stopping rule:
/// Golovin and others (2017), "Google Vizier", KDD.</remarks>
public sealed record MedianPruning
{
    /// <summary>Epochs from one look to the next, at least 1. Default 5.</summary>
    public int EveryEpochs { get; init => field = Guard.Positive(value); } = 5;

    /// <summary>Epochs before a trial may be stopped, at least 0. Default 0.</summary>
    public int WarmupEpochs { get; init => field = Guard.NotNegative(value); }

    /// <summary>How many trials must have got as far, at least 1. Default 4.</summary>
    public int MinTrials { get; init => field = Guard.Positive(value); } = 4;

    /// <summary>How many trials are compared with the same trials before them, at least 1: as many can be made at once. Default 4.</summary>
    public int RoundSize { get; init => field = Guard.Positive(value); } = 4;

    /// <summary>Whether a value is worse than the median of others.</summary>
    /// <param name="value">The value.</param>
    /// <param name="epoch">The epochs trained.</param>
    /// <param name="others">Those of the trials before it.</param>
    /// <param name="higherIsBetter">The orientation.</param>
    internal bool IsHopeless(double value, int epoch, IReadOnlyList<double> others, bool higherIsBetter)
    {
        if (epoch < WarmupEpochs || others.Count < MinTrials)
        {
            return false;
        }

        double[] sorted = [.. others.Order()];
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return double.IsNaN(value) || (higherIsBetter ? value < median : value > median);
    }
}
