// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects the rows of one column of images.</summary>
internal sealed class ImageCollector(ImageEncoder encoder, DataViewRow row, RowStorage storage) : InputCollector
{
    private const string Cure = "Set Height and Width: images are then resized to that. Or resize them first (mlContext.Transforms.ResizeImages).";
    private readonly ImageReader _reader = ImageReader.Of(encoder.Column, row);
    private ImageSize _size = encoder.Column.Size;
    private PixelRows? _rows;
    private string? _fault;
    private int _early; // faulty images before the first good one, which tells the size

    public override bool HasMissing => false;

    public override string? Read(long position)
    {
        _fault = _reader.Read();
        if (_fault is null && _size.Pixels == 0)
        {
            _size = _size with { Height = _reader.Height, Width = _reader.Width };
        }

        return _fault ??= _reader.SizeFault(_size, encoder.Column.Size.Pixels == 0 ? "the first one has" : "those before have", Cure);
    }

    /// <inheritdoc/>
    /// <remarks>Of a faulty image, a black one.</remarks>
    public override void Keep(float weight)
    {
        if (_size.Pixels == 0)
        {
            _early++;
            return;
        }

        _rows ??= Start();
        if (_fault is null)
        {
            _rows.Append(_reader, weight);
        }
        else
        {
            _rows.AppendBlack();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No image can be read, so that their size is not known.</exception>
    public override CollectedInput Finish(float[] weights)
    {
        if (_rows is null)
        {
            throw new InvalidOperationException(_fault);
        }

        var (store, normalization) = _rows.Finish(encoder.Normalization, weights);
        var input = new ImageInput(encoder.Column with { Size = _size }, normalization);
        return new CollectedInput(store, input, [])
        {
            Augmenter = encoder.Augmentation.IsOn ? new ImageAugmenter(encoder.Augmentation, _size, Black(normalization)) : null,
        };
    }

    private PixelRows Start()
    {
        var rows = new PixelRows(_size, storage);
        for (; _early > 0; _early--)
        {
            rows.AppendBlack();
        }

        return rows;
    }

    private static float[] Black(ImageNormalization normalization)
    {
        var scaling = ImageScaling.Of(normalization);
        return [.. Enumerable.Range(0, scaling.Offset.Length).Select(channel => scaling.Of(channel, 0))];
    }
}
