// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using System.Text.Unicode;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads JSON of unknown origin: no name twice in an object, at most 64 levels, only well-formed Unicode.</summary>
internal static class StrictJson
{
    /// <summary>Reads one JSON value that fills the stream. Every text in it can be taken without an error.</summary>
    /// <exception cref="JsonException">It is not such a value.</exception>
    public static JsonElement Parse(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var utf8 = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        Check(utf8.Span);
        using var document = JsonDocument.Parse(utf8);
        return document.RootElement.Clone();
    }

    private static void Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new JsonException("The text is not UTF-8.");
        }

        var json = new Utf8JsonReader(utf8);
        var names = new Stack<HashSet<string>>();
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName when !names.Peek().Add(Text(ref json)):
                    throw new JsonException($"The name '{json.GetString()}' stands twice in one object.");
                case JsonTokenType.String:
                    Text(ref json);
                    break;
            }
        }
    }

    private static string Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("An escaped text is not well-formed Unicode.", error);
        }
    }
}
