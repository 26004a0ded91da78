// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The version of the saved format. A manifest has the format it is in and the oldest that can read it.</summary>
/// <remarks>An addition that older readers may skip raises <c>format</c> only; anything else raises <c>minReader</c> too.</remarks>
internal static class FormatVersion
{
    /// <summary>The format that this version writes, and the newest it reads.</summary>
    public const int Current = 2;

    /// <summary>The oldest format whose readers can read what this version writes.</summary>
    public const int MinReader = 2;

    /// <summary>Writes both properties into the open object.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("format", Current);
        json.WriteNumber("minReader", MinReader);
    }

    /// <summary>Returns the format of a manifest that this version can read.</summary>
    /// <exception cref="InvalidDataException">The manifest has no valid version, or a newer one.</exception>
    public static int Check(JsonElement manifest)
    {
        if (manifest.ValueKind != JsonValueKind.Object
            || Number(manifest, "format") is not { } format
            || Number(manifest, "minReader") is not { } minReader
            || minReader < 1
            || minReader > format)
        {
            throw DamagedModel.Because("its manifest has no valid format version");
        }

        return minReader <= Current
            ? format
            : throw new InvalidDataException(
                $"The model was saved by a newer version (format {format}); this version reads up to {Current}. Update the FluxTrainers package.");
    }

    private static int? Number(JsonElement manifest, string name) =>
        manifest.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;
}
