// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which columns are read for training, and how.</summary>
/// <param name="Input">Reads the features.</param>
/// <param name="Label">Reads the label.</param>
/// <param name="Weight">The example weights, or null.</param>
/// <param name="ClassWeights">The class weights, or null.</param>
internal sealed record RowReadingOptions(InputEncoder Input, LabelReader Label, DataViewSchema.Column? Weight, ClassWeights? ClassWeights)
{
    /// <summary>The columns that are read.</summary>
    public IEnumerable<DataViewSchema.Column> Columns =>
        Input.Columns.Concat(Label.Columns).Concat(Weight is { } weight ? [weight] : []);
}
