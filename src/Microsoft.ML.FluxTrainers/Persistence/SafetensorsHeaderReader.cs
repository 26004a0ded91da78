// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using System.Text.Unicode;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the JSON header of safetensors content, token by token, so that memory stays in proportion to it.</summary>
internal ref struct SafetensorsHeaderReader
{
    private const int MaxRank = 64; // as many as torch allows
    private Utf8JsonReader _json;

    private SafetensorsHeaderReader(ReadOnlySpan<byte> utf8) =>
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 4 });

    /// <summary>Reads a whole header.</summary>
    /// <exception cref="InvalidDataException">The header is not one, with the reason.</exception>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty || utf8[0] != '{' || !Utf8.IsValid(utf8))
        {
            throw Safetensors.Damaged("the header is not a JSON object in UTF-8");
        }

        try
        {
            return new SafetensorsHeaderReader(utf8).Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The reader answers an escaped half of a surrogate pair by an InvalidOperationException.
            throw Safetensors.Damaged("the header is not valid JSON", error);
        }
    }

    private SafetensorsHeader Read()
    {
        var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        Dictionary<string, string>? metadata = null;
        Expect(JsonTokenType.StartObject, "the header");
        while (NextName() is { } name)
        {
            if (name != SafetensorsHeader.MetadataName)
            {
                Check(name.Length > 0, "a tensor has an empty name");
                Check(entries.TryAdd(name, ReadEntry(name)), $"the header names tensor '{Safetensors.Short(name)}' twice");
            }
            else
            {
                Check(metadata is null, "the header has '__metadata__' twice");
                metadata = ReadMetadata();
            }
        }

        _json.Read(); // fails unless only blanks follow
        return new SafetensorsHeader([.. entries.Values], metadata ?? []);
    }

    private Dictionary<string, string> ReadMetadata()
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "'__metadata__'");
        while (NextName() is { } key)
        {
            Expect(JsonTokenType.String, "a value of '__metadata__'");
            Check(metadata.TryAdd(key, _json.GetString()!), $"'__metadata__' has '{Safetensors.Short(key)}' twice");
        }

        return metadata;
    }

    private SafetensorsEntry ReadEntry(string name)
    {
        TensorType? type = null;
        long[]? shape = null, offsets = null;
        var where = $"tensor '{Safetensors.Short(name)}'";
        Expect(JsonTokenType.StartObject, where);
        while (NextName() is { } field)
        {
            switch (field)
            {
                case "dtype" when type is null:
                    type = ReadType(where);
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers($"the shape of {where}");
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers($"the data offsets of {where}");
                    break;
                default:
                    throw Safetensors.Damaged($"{where} has an unknown or repeated field '{Safetensors.Short(field)}'");
            }
        }

        Check(type is not null && shape is not null && offsets is not null, $"{where} lacks its type, shape or data offsets");
        Check(offsets!.Length == 2, $"{where} has {offsets.Length} data offsets instead of 2");
        return new SafetensorsEntry(name, type!.Value, shape!, offsets[0], offsets[1]);
    }

    private TensorType ReadType(string where)
    {
        Expect(JsonTokenType.String, $"the type of {where}");
        var name = _json.GetString()!;
        return TensorTypes.TryParse(name, out var type)
            ? type
            : throw Safetensors.Damaged($"{where} has the type '{Safetensors.Short(name)}', which this version does not read");
    }

    private long[] ReadNumbers(string what)
    {
        var numbers = new List<long>();
        Expect(JsonTokenType.StartArray, what);
        while (Next(what) != JsonTokenType.EndArray)
        {
            var number = _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var value) ? value : -1;
            Check(number >= 0, $"{what} must be integers of at least 0");
            Check(numbers.Count < MaxRank, $"{what} must be at most {MaxRank} numbers");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private string? NextName()
    {
        var token = Next("the header");
        return token == JsonTokenType.EndObject ? null : _json.GetString();
    }

    private void Expect(JsonTokenType wanted, string what)
    {
        var found = Next(what);
        Check(found == wanted, $"{what} must be {wanted}, but is {found}");
    }

    private JsonTokenType Next(string what)
    {
        Check(_json.Read(), $"the header ends within {what}");
        return _json.TokenType;
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw Safetensors.Damaged(otherwise);
        }
    }
}
