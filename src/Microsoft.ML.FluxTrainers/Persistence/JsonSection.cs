// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes and reads sections in JSON.</summary>
internal static class JsonSection
{
    /// <summary>Writes a section with one JSON value.</summary>
    public static void Write(this ISectionWriter sections, string name, Action<Utf8JsonWriter> write) =>
        sections.Write(name, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            write(json);
        });

    /// <summary>Reads a section of JSON that a model may have; null where it has none.</summary>
    /// <exception cref="InvalidDataException">The section is damaged or larger than the limit.</exception>
    public static JsonElement? TryReadJson(this ISectionReader sections, string name, long limit) =>
        sections.TryRead(name, limit, StrictJson.Parse, out var value) ? value : null;
}
