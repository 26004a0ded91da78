// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an input of images is, as JSON.</summary>
internal static class ImageManifest
{
    public static void Write(Utf8JsonWriter json, ImageInput input)
    {
        var (column, size) = (input.Column, input.Column.Size);
        json.WriteString("column", column.Name);
        json.WriteString("source", column.Kind.ToString());
        json.WriteNumber("channels", size.Channels);
        json.WriteNumber("height", size.Height);
        json.WriteNumber("width", size.Width);
        json.WriteBoolean("isResized", column.IsResized);
        json.WriteString("pixelOrder", column.PixelOrder.ToString());
        json.WriteString("folder", column.Folder);
        json.WriteNumber("scale", input.Normalization.Scale);
        Write(json, "mean", input.Normalization.Mean);
        Write(json, "std", input.Normalization.Std);
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, ImageInput)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">There are not as many means and deviations as channels.</exception>
    public static ImageInput Read(JsonElement json)
    {
        var size = new ImageSize(Size(json, "channels"), Size(json, "height"), Size(json, "width"));
        var column = new ImageColumn(
            Guard.NotEmpty(json.GetProperty("column").GetString(), "column"),
            EnumName.Read<ImageKind>(json.GetProperty("source").GetString()),
            size,
            json.GetProperty("isResized").GetBoolean(),
            EnumName.Read<PixelOrder>(json.GetProperty("pixelOrder").GetString()),
            json.GetProperty("folder").GetString());
        return new ImageInput(column, new ImageNormalization
        {
            Scale = json.GetProperty("scale").GetDouble(),
            Mean = Channels(json, "mean", size),
            Std = Channels(json, "std", size),
        });
    }

    private static void Write(Utf8JsonWriter json, string name, ValueList<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static int Size(JsonElement json, string name) => Guard.Positive(json.GetProperty(name).GetInt32(), name);

    private static double[] Channels(JsonElement json, string name, ImageSize size)
    {
        double[] values = [.. json.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
        return values.Length == size.Channels
            ? values
            : throw DamagedModel.Because($"'{name}' has {values.Length} numbers for {size.Channels} channels");
    }
}
