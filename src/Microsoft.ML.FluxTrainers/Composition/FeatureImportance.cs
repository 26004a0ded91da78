// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How much worse a model gets when one feature tells nothing any more.</summary>
/// <param name="Name">The column, or the slot of the features.</param>
/// <param name="Values">By how much the metric got worse in each repetition; below 0 where it got better.</param>
public sealed record FeatureImportance(string Name, ValueList<double> Values)
{
    /// <summary>The mean.</summary>
    public double Mean => Values.Average();

    /// <summary>The standard deviation over the repetitions (divided by their number, as scikit-learn does).</summary>
    public double StandardDeviation => Math.Sqrt(Values.Average(value => (value - Mean) * (value - Mean)));
}
