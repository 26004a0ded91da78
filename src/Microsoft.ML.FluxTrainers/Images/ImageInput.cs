// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>An input that is one column of images.</summary>
/// <param name="Column">The column, and what is made of its images.</param>
/// <param name="Normalization">How pixels are scaled, with numbers for each channel.</param>
internal sealed record ImageInput(ImageColumn Column, ImageNormalization Normalization) : InputSpec
{
    private const string Cure = "Resize it first (mlContext.Transforms.ResizeImages), or train with Height and Width set: images are then resized.";

    public override int Width => Column.Size.Numbers;

    public override IReadOnlyList<string> ColumnNames => [Column.Name];

    public override IReadOnlyList<InputColumn> Inputs => [new InputColumn(Column.Name, InputKind.Image, Width, [])];

    public override bool IsScaled => false;

    public override DataViewType FeatureType => ImageKinds.TypeOf(Column);

    /// <inheritdoc/>
    /// <remarks>A model that was trained on files takes pictures too, and the other way round.</remarks>
    public override string? Misfit(string columnName, DataViewType type) => ImageKinds.Of(type) switch
    {
        ImageKind.Picture or ImageKind.Path => Column.IsOfPictures ? null : $"{FeatureType}",
        { } pixels when pixels == Column.Kind && ((VectorDataViewType)type).Size == Width => null,
        _ => Column.IsOfPictures ? "an image or a path (text)" : $"{FeatureType}",
    };

    public override NetworkShape Shape(int outputs) => new(Width, outputs)
    {
        Channels = Column.Size.Channels,
        Height = Column.Size.Height,
        Width = Column.Size.Width,
    };

    private protected override InputGetter Read(DataViewRow row)
    {
        var reader = ImageReader.Of(Column, row);
        var scaling = ImageScaling.Of(Normalization);
        return numbers =>
        {
            if ((reader.Read() ?? reader.SizeFault(Column.Size, "the model was trained on", Cure)) is { } fault)
            {
                throw new InvalidOperationException(fault);
            }

            reader.CopyNumbers(Column.Size, numbers);
            scaling.Apply(numbers);
        };
    }
}
