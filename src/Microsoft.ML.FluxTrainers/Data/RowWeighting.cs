// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>From the example weight of a row to its weight in the loss.</summary>
/// <param name="Factors">A factor for each class, or null where there are no class weights.</param>
/// <param name="Mean">The mean of all weights, which becomes 1.</param>
internal sealed record RowWeighting(double[]? Factors, double Mean)
{
    /// <summary>The weight of a row before it is scaled.</summary>
    /// <param name="target">Its class, where there are class weights.</param>
    /// <param name="weight">Its example weight.</param>
    public double Raw(float target, float weight) => weight * (Factors?[(int)target] ?? 1);

    /// <summary>The weight of a row in the loss.</summary>
    public float Of(float target, float weight) => (float)(Raw(target, weight) / Mean);
}
