// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which columns are read for training, and how.</summary>
/// <param name="Input">Reads the features.</param>
/// <param name="Label">Reads the label.</param>
/// <param name="Weight">The example weights, or null.</param>
/// <param name="ClassWeights">The class weights, or null.</param>
/// <param name="Held">A Boolean column that is true in the rows to hold out, or null.</param>
internal sealed record RowReadingOptions(
    InputEncoder Input,
    LabelReader Label,
    DataViewSchema.Column? Weight,
    ClassWeights? ClassWeights,
    DataViewSchema.Column? Held = null)
{
    /// <summary>What the rows are read for, as errors say it.</summary>
    public string Purpose => IsForValidation ? "validate on" : "train on";

    /// <summary>Whether all rows are validated on, in a data set of their own.</summary>
    public bool IsForValidation { get; init; }

    /// <summary>The columns that are read.</summary>
    public IEnumerable<DataViewSchema.Column> Columns =>
        Input.Columns.Concat(Label.Columns).Concat(new[] { Weight, Held }.OfType<DataViewSchema.Column>());

    /// <summary>The same columns, read as a trained model takes them: its scaling, its classes.</summary>
    /// <exception cref="InvalidOperationException">The model takes something else.</exception>
    public RowReadingOptions Continue(InputSpec input, TargetSpec target) =>
        this with { Input = Input.Continue(input), Label = Label.Continue(target) };
}
