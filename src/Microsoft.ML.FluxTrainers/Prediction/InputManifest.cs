// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a network's inputs are made of, as JSON.</summary>
internal static class InputManifest
{
    private const string Vector = "vector";
    private const string Image = "image";
    private const string Table = "table";

    public static void Write(Utf8JsonWriter json, InputSpec input)
    {
        switch (input)
        {
            case VectorInput vector:
                json.WriteString("kind", Vector);
                json.WriteString("column", vector.ColumnName);
                json.WriteNumber("width", vector.Width);
                json.WriteBoolean("isVector", vector.IsVector);
                break;
            case ImageInput image:
                json.WriteString("kind", Image);
                ImageManifest.Write(json, image);
                break;
            case TableInput table:
                json.WriteString("kind", Table);
                TableManifest.Write(json, table);
                break;
            default:
                throw new NotSupportedException(input.GetType().Name);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The kind is unknown.</exception>
    public static InputSpec Read(JsonElement json) => json.GetProperty("kind").GetString() switch
    {
        Vector => new VectorInput(
            Guard.NotEmpty(json.GetProperty("column").GetString(), "column"),
            Guard.Positive(json.GetProperty("width").GetInt32(), "width"),
            json.GetProperty("isVector").GetBoolean()),
        Image => ImageManifest.Read(json),
        Table => TableManifest.Read(json),
        _ => throw DamagedModel.Because("its input is of an unknown kind"),
    };
}
