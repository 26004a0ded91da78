// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Small images for fixtures, the same ones each time.</summary>
public static class ImageData
{
    /// <summary>The height and the width of an image.</summary>
    public const int Size = 8;

    private static readonly string[] _names = ["across", "down", "slanted"];

    /// <summary>Rows of the three classes in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed of the noise.</param>
    public static IReadOnlyList<ImageSample> Rows(int count = 120, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(row =>
        {
            var phase = random.Next(4);
            var bytes = new byte[Size * Size];
            for (var i = 0; i < bytes.Length; i++)
            {
                var (y, x) = Math.DivRem(i, Size);
                var along = (row % 3) switch { 0 => y, 1 => x, _ => x + y };
                bytes[i] = (byte)(((along + phase) % 4 < 2 ? 150 : 30) + random.Next(60));
            }

            return new ImageSample
            {
                Row = row,
                Text = _names[row % 3],
                Bytes = bytes,
                Singles = Array.ConvertAll(bytes, pixel => (float)pixel),
                Doubles = Array.ConvertAll(bytes, pixel => (double)pixel),
                Several = bytes[..((row % 4) + 1)],
                Note = $"row {row}",
            };
        })];
    }

    /// <summary>Rows with the columns Label and Image.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="images">The column of <see cref="ImageSample"/> that becomes Image, or null for none.</param>
    /// <param name="label">What the label is: a text key, a text, or none.</param>
    /// <param name="rows">The rows, or null for <see cref="Rows"/>.</param>
    public static IDataView View(
        MLContext mlContext, string? images, LabelKind label = LabelKind.Text, IReadOnlyList<ImageSample>? rows = null)
    {
        var data = mlContext.Data.LoadFromEnumerable(rows ?? Rows());
        IEstimator<ITransformer>? makeLabel = label switch
        {
            LabelKind.Text => mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(ImageSample.Text)),
            LabelKind.NoKey => mlContext.Transforms.CopyColumns("Label", nameof(ImageSample.Text)),
            _ => null,
        };
        data = makeLabel?.Fit(data).Transform(data) ?? data;
        return images is null ? data : mlContext.Transforms.CopyColumns("Image", images).Fit(data).Transform(data);
    }
}
