// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which columns are read for training, and how.</summary>
/// <param name="Features">The features.</param>
/// <param name="Width">Features per row.</param>
/// <param name="Label">Reads the label.</param>
/// <param name="Weight">The example weights, or null.</param>
/// <param name="ClassWeights">The class weights, or null.</param>
/// <param name="Standardize">Whether features are scaled to mean 0 and deviation 1.</param>
/// <param name="MissingValues">What is done with a missing feature.</param>
internal sealed record RowReadingOptions(
    DataViewSchema.Column Features,
    int Width,
    LabelReader Label,
    DataViewSchema.Column? Weight,
    ClassWeights? ClassWeights,
    bool Standardize,
    MissingValues MissingValues)
{
    /// <summary>The columns that are read.</summary>
    public IEnumerable<DataViewSchema.Column> Columns => Weight is { } weight ? [Features, Label.Column, weight] : [Features, Label.Column];
}
