// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Canonical JSON of options: equal options give equal text, on every machine and in every culture.</summary>
/// <remarks>
/// ASCII without white space; "$type" first where the record is one of a family, then all settings in the ordinal order of
/// their camel-case names. Numbers are the shortest that read back as the same number, enums are names, time spans have the
/// constant format.
/// </remarks>
internal static class OptionsJson
{
    /// <summary>The name of the property that tells which alternative of a family a record is.</summary>
    public const string TypeProperty = "$type";

    private const int MaxDepth = 32;
    private const int MaxBytes = 1 << 20;

    /// <summary>The canonical JSON of an options record.</summary>
    /// <param name="options">The record.</param>
    /// <param name="types">The alternatives that may be read again. Default: those of this library.</param>
    /// <exception cref="NotSupportedException">What would be written could not be read again.</exception>
    public static string Write(object options, OptionTypes? types = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { MaxDepth = MaxDepth + 1 }))
        {
            new OptionsJsonWriter(json, types ?? OptionTypes.Library, MaxDepth).Write(options);
        }

        return stream.Length <= MaxBytes
            ? Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length)
            : throw new NotSupportedException(
                $"The options take {stream.Length} bytes of JSON, but at most {MaxBytes} can be read again.");
    }

    /// <summary>Reads options from JSON, and refuses whatever is unknown, doubled, missing, out of range or too large.</summary>
    /// <typeparam name="T">The record, or the family it is of.</typeparam>
    /// <param name="json">The text, at most 1 MB and 32 levels deep.</param>
    /// <param name="named">The options that hold code, by name.</param>
    /// <param name="types">The alternatives that a file may name. Default: those of this library.</param>
    /// <param name="what">What the JSON is, where messages name the place in it.</param>
    /// <exception cref="InvalidDataException">The text is refused; the message names the place.</exception>
    public static T Read<T>(string json, NamedOptions named, OptionTypes? types = null, string what = "$")
        where T : class
    {
        if (json.Length > MaxBytes || Encoding.UTF8.GetByteCount(json) > MaxBytes)
        {
            throw new InvalidDataException($"{what}: the options are larger than {MaxBytes} bytes.");
        }

        using var document = Parse(json, what);
        var reader = new OptionsJsonReader(types ?? OptionTypes.Library, named);
        return (T)reader.Read(document.RootElement, typeof(T), acceptsNull: false, what)!;
    }

    private static JsonDocument Parse(string json, string what)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{what}: the options are not JSON of at most {MaxDepth} levels. {e.Message}", e);
        }
    }
}
