// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the network says of the validation rows with the weights that the fit ended with (the best, or their mean). Immutable.</summary>
/// <remarks>Each row counts once, whatever its weight. Bounded, since it is stored with the model.</remarks>
public sealed record ValidationSummary
{
    /// <summary>The most pairs of numbers, over all targets.</summary>
    internal const int MostPoints = 2000;

    /// <summary>The most labels with a table, and the most targets with pairs of numbers.</summary>
    internal const int MostTargets = 64;

    internal ValidationSummary(int rows, ValueList<ConfusionTable> confusions, ValueList<PredictedNumbers> numbers)
    {
        if (confusions.Count > MostTargets || numbers.Count > MostTargets)
        {
            throw new ArgumentException($"There are {confusions.Count} tables and {numbers.Count} targets; {MostTargets} are the most.", nameof(confusions));
        }

        (Rows, Confusions, Numbers) = (Guard.Positive(rows, nameof(Rows)), Guard.NoneNull(confusions, nameof(confusions)), Guard.NoneNull(numbers, nameof(numbers)));
    }

    /// <summary>The number of validation rows.</summary>
    public int Rows { get; }

    /// <summary>Of classes, or of true and false, one table; of several labels, one for each, at most 64; of numbers, none.</summary>
    public ValueList<ConfusionTable> Confusions { get; }

    /// <summary>Of each number, at most 64, its values and predictions: at most 2000 pairs over all numbers, evenly spaced over the rows. None of classes and labels.</summary>
    public ValueList<PredictedNumbers> Numbers { get; }
}
