// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Inputs that are one column of images.</summary>
/// <param name="Source">The column in the training data.</param>
/// <param name="Column">What is made of it.</param>
/// <param name="Normalization">How pixels are scaled.</param>
/// <param name="Augmentation">How training images vary.</param>
internal sealed record ImageEncoder(
    DataViewSchema.Column Source, ImageColumn Column, ImageNormalization Normalization, Augmentation Augmentation) : InputEncoder
{
    /// <inheritdoc/>
    /// <remarks>0 while the first image is still to tell.</remarks>
    public override int Width => Column.Size.Numbers;

    public override IReadOnlyList<DataViewSchema.Column> Columns => [Source];

    public override string Name => $"column '{Column.Name}'";

    public override string Describe(int slot) => FormattableString.Invariant($"pixel {slot}");

    public override InputEncoder Continue(InputSpec known) => known is ImageInput { Column: { } trained, Normalization: { } normalization }
        && trained.Size.Channels == Column.Size.Channels
        && (Column.Size.Pixels == 0 || trained.Size == Column.Size)
        ? this with { Column = Column with { Size = trained.Size }, Normalization = normalization }
        : throw new InvalidOperationException(
            $"Column '{Column.Name}' holds other images than those of column '{known.ColumnNames[0]}' that the earlier model takes: "
            + $"{Column.Size} instead of {(known as ImageInput)?.Column.Size}.");

    public override InputCollector Open(DataViewRow row, RowStorage storage, bool isSample) =>
        new ImageCollector(this, row, storage);
}
