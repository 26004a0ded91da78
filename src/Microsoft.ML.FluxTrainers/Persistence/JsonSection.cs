// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes and reads sections in JSON.</summary>
internal static class JsonSection
{
    // A model is never put into a web page: names stay readable, and no letter takes six bytes.
    private static readonly JsonWriterOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a section with one JSON value.</summary>
    /// <param name="sections">The model.</param>
    /// <param name="name">The section.</param>
    /// <param name="limit">The most bytes that will be read again.</param>
    /// <param name="write">Writes the value.</param>
    /// <exception cref="InvalidOperationException">It has more bytes: a file of it would never load.</exception>
    public static void WriteJson(this ISectionWriter sections, string name, long limit, Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, _readable))
        {
            write(json);
        }

        if (content.Length > limit)
        {
            throw new InvalidOperationException(
                $"The model cannot be saved: its section '{name}' would have {content.Length} bytes, and more than {limit} are not read again. Name fewer or shorter columns and options.");
        }

        sections.Write(name, content.WriteTo);
    }

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
