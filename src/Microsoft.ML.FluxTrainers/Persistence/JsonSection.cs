// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes and reads sections in JSON.</summary>
internal static class JsonSection
{
    /// <summary>Writes a section with one JSON value.</summary>
    public static void WriteJson(this ISectionWriter sections, string name, Action<Utf8JsonWriter> write) =>
        sections.Write(name, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            write(json);
        });

    /// <summary>Reads a section of JSON that a model may have.</summary>
    /// <returns>Whether the model has it.</returns>
    /// <exception cref="InvalidDataException">The section is damaged, larger than the limit or not what
    /// <paramref name="read"/> expects.</exception>
    public static bool TryReadJson<T>(
        this ISectionReader sections,
        string name,
        long limit,
        Func<JsonElement, T> read,
        [MaybeNullWhen(false)] out T value) =>
        sections.TryRead(name, limit, stream => read(StrictJson.Parse(stream)), out value);
}
