// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Numbers as they are and as they were predicted, in the label's unit. Immutable.</summary>
public sealed record PredictedNumbers
{
    internal PredictedNumbers(string? name, ValueList<float> actual, ValueList<float> predicted)
    {
        if (actual.Count != predicted.Count || actual.Count > ValidationSummary.MostPoints)
        {
            throw new ArgumentException($"{actual.Count} numbers and {predicted.Count} predictions make no pairs, of which there may be {ValidationSummary.MostPoints}.", nameof(actual));
        }

        (Name, Actual, Predicted) = (name, actual, predicted);
    }

    /// <summary>The number's name; null where there is one only.</summary>
    public string? Name { get; }

    /// <summary>The labels.</summary>
    public ValueList<float> Actual { get; }

    /// <summary>The scores of the same rows: of quantiles, the one nearest to the median.</summary>
    public ValueList<float> Predicted { get; }
}
