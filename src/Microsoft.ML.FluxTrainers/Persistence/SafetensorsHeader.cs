// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The JSON header of safetensors content.</summary>
/// <param name="Entries">The tensors in the order of the header.</param>
/// <param name="Metadata">The texts of <c>__metadata__</c>.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The name that no tensor may have.</summary>
    public const string MetadataName = "__metadata__";

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The header as bytes, padded with spaces so that the data behind it is aligned to 8 bytes.</summary>
    /// <exception cref="ArgumentException">A name or text has half a surrogate pair.</exception>
    public byte[] ToUtf8()
    {
        using var buffer = new MemoryStream();
        // Names are kept readable: the header is never put into a web page.
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            foreach (var entry in Entries)
            {
                Write(json, entry);
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        if (Metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(MetadataName);
        foreach (var (key, value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(Encoded(key), Encoded(value));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(Encoded(entry.Name));
        json.WriteString("dtype", entry.Type.FileName());
        json.WriteStartArray("shape");
        foreach (var size in entry.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Begin);
        json.WriteNumberValue(entry.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The JSON writer would put a replacement character for what cannot be encoded, and another name would come back.
    private static byte[] Encoded(string text) => _strict.GetBytes(text);
}
