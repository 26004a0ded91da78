// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes options from JSON; see <see cref="OptionsJson"/> for the format and what is refused.</summary>
internal sealed class OptionsJsonReader(OptionTypes types, NamedOptions named)
{
    /// <summary>The value of a setting of a given type.</summary>
    /// <exception cref="InvalidDataException">The JSON is not such a value; the message starts with the path.</exception>
    public object? Read(JsonElement json, Type type, bool acceptsNull, string path)
    {
        if (json.ValueKind == JsonValueKind.Null && acceptsNull)
        {
            return null;
        }

        var inner = Nullable.GetUnderlyingType(type) ?? type;
        var value = OptionLists.ItemType(inner) is { } item ? ReadList(json, item, path)
            : OptionRecord.Is(inner) ? ReadRecord(json, inner, path)
            : ReadScalar(json, inner, path);
        return value ?? throw new InvalidDataException(
            $"{path}: must be {OptionTypeNames.Describe(inner)}, but is {Describe(json, path)}.");
    }

    private static object? ReadScalar(JsonElement json, Type type, string path) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False when type == typeof(bool) => json.GetBoolean(),
        JsonValueKind.Number when type == typeof(int) => json.TryGetInt32(out var number) ? number : null,
        JsonValueKind.Number when type == typeof(long) => json.TryGetInt64(out var number) ? number : null,
        JsonValueKind.Number when type == typeof(float) =>
            json.TryGetSingle(out var number) && float.IsFinite(number) ? number : null,
        JsonValueKind.Number when type == typeof(double) =>
            json.TryGetDouble(out var number) && double.IsFinite(number) ? number : null,
        JsonValueKind.String when type == typeof(string) => Text(json, path),
        JsonValueKind.String when type == typeof(TimeSpan) =>
            TimeSpan.TryParseExact(Text(json, path), "c", CultureInfo.InvariantCulture, out var span) ? span : null,
        JsonValueKind.String when type.IsEnum => EnumName.Find(type, Text(json, path)),
        _ => null,
    };

    private object? ReadList(JsonElement json, Type item, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var nullable = Nullable.GetUnderlyingType(item) is not null;
        var items = new List<object?>(json.GetArrayLength());
        foreach (var element in json.EnumerateArray())
        {
            items.Add(Read(element, item, nullable, $"{path}[{items.Count}]"));
        }

        return OptionLists.Create(item, items);
    }

    private object? ReadRecord(JsonElement json, Type declared, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = Members(json, path);
        var type = OptionTypes.FamilyOf(declared) is { } family ? Choose(members, declared, family, path) : declared;
        if (type.IsAssignableTo(typeof(INamedOption)))
        {
            return members.Count == 1 && members.TryGetValue("name", out var name) && name.Value.ValueKind == JsonValueKind.String
                ? named.Find(type, Text(name.Value, $"{path}.name"), path)
                : throw new InvalidDataException($"{path}: {type.Name} must have the property 'name', a text, and no other.");
        }

        return Create(OptionRecord.Of(type), members, path);
    }

    private static Dictionary<string, Member> Members(JsonElement json, string path)
    {
        Dictionary<string, Member> members = new(StringComparer.Ordinal);
        try
        {
            foreach (var member in json.EnumerateObject())
            {
                if (!members.TryAdd(member.Name, new Member(member.Value)))
                {
                    throw new InvalidDataException($"{path}: the property {NearestName.Quote(member.Name)} occurs twice.");
                }
            }
        }
        catch (InvalidOperationException e)
        {
            throw NotUnicode(path, e);
        }

        return members;
    }

    private Type Choose(Dictionary<string, Member> members, Type declared, Type family, string path)
    {
        if (!members.Remove(OptionsJson.TypeProperty, out var member) || member.Value.ValueKind != JsonValueKind.String)
        {
            throw new InvalidDataException($"{path}: '{OptionsJson.TypeProperty}' must say which {family.Name} it is.");
        }

        var name = Text(member.Value, $"{path}.{OptionsJson.TypeProperty}");
        var known = types.Names(declared);
        return types.Find(declared, name) ?? throw new InvalidDataException(
            $"{path}: there is no {declared.Name} {NearestName.Quote(name)}.{NearestName.DidYouMean(name, known)} "
            + $"There is: {NearestName.List(known)}.");
    }

    private object Create(OptionRecord record, Dictionary<string, Member> members, string path)
    {
        Dictionary<OptionProperty, object?> values = [];
        foreach (var (name, member) in members)
        {
            var property = record.Properties.FirstOrDefault(other => other.JsonName == name)
                ?? throw NoProperty(record, name, path);
            values.Add(property, Read(member.Value, property.Type, member.Value.ValueKind == JsonValueKind.Null && property.AcceptsNull, $"{path}.{name}"));
        }

        if (record.Required.FirstOrDefault(property => !values.ContainsKey(property)) is { } missing)
        {
            throw new InvalidDataException($"{path}: {record.Type.Name} needs the property '{missing.JsonName}'.");
        }

        try
        {
            return record.Create(values);
        }
        catch (ArgumentException e)
        {
            var place = record.Find(e.ParamName ?? "") is { } property ? $"{path}.{property.JsonName}" : path;
            throw new InvalidDataException($"{place}: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static InvalidDataException NoProperty(OptionRecord record, string name, string path) =>
        new($"{path}: {NearestName.NoProperty(record.Type.Name, name, [.. record.Properties.Select(other => other.JsonName)])}");

    private static string Describe(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text {NearestName.Quote(Text(json, path))}",
        _ => NearestName.Quote(json.GetRawText()),
    };

    private static string Text(JsonElement json, string path)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw NotUnicode(path, e);
        }
    }

    // JSON may escape half of a surrogate pair, which is no text.
    private static InvalidDataException NotUnicode(string path, Exception cause) =>
        new($"{path}: holds text that is not Unicode.", cause);

    /// <summary>The value of a member. A class, unlike a struct, needs no code of its own in a dictionary: models are loaded the sooner.</summary>
    private sealed record Member(JsonElement Value);
}
