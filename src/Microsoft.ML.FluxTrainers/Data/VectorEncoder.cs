// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Inputs that are one column of numbers.</summary>
/// <param name="Column">The column, of vectors of Single of known size or of Single.</param>
/// <param name="Width">Numbers per row.</param>
/// <param name="Standardize">Whether they are scaled to mean 0 and deviation 1.</param>
/// <param name="MissingValues">What is done with a missing number.</param>
internal sealed record VectorEncoder(
    DataViewSchema.Column Column, int Width, bool Standardize, MissingValues MissingValues) : InputEncoder
{
    public override int Width { get; } = Width;

    public override IReadOnlyList<DataViewSchema.Column> Columns => [Column];

    public override string Name => $"column '{Column.Name}'";

    public override string Describe(int slot) => FeatureSlots.Describe(Column, slot);

    /// <summary>The scaling of a trained model, or null where it comes from the rows.</summary>
    public InputScaling? Known { get; private init; }

    public override InputEncoder Continue(InputSpec known) => known is VectorInput vector && vector.Width == Width
        ? this with { Known = vector.Scaling }
        : throw new InvalidOperationException(
            $"Column '{Column.Name}' holds {Width} features, but the earlier model takes {known.Width} of column '{known.ColumnNames[0]}'.");

    public override InputCollector Open(DataViewRow row, RowStorage storage, bool isSample) =>
        new VectorCollector(this, row, storage, isSample);
}
