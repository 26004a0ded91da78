// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The columns of a table, in the manifest. The names of categories lie with the weights: they may be many.</summary>
internal static class TableManifest
{
    private const string Numbers = "numbers";
    private const string Date = "date";
    private const string Category = "category";

    // The types that a key may be made of.
    private static readonly Type[] _keys = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];

    /// <summary>Writes the properties of the open object.</summary>
    public static void Write(Utf8JsonWriter json, TableInput table)
    {
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            Write(json, column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("indicated");
        foreach (var slot in table.Indicated)
        {
            json.WriteNumberValue(slot);
        }

        json.WriteEndArray();
    }

    /// <summary>Reads the columns; the names of categories are still to come.</summary>
    public static TableInput Read(JsonElement json)
    {
        var columns = json.GetProperty("columns").EnumerateArray().Select(ReadColumn).ToArray();
        var indicated = json.GetProperty("indicated").EnumerateArray().Select(slot => slot.GetInt32()).ToArray();
        var numbers = columns.Aggregate(0, (sum, column) => checked(sum + column.Width));
        return columns.Length > 0
            && columns.DistinctBy(column => column.Name).Count() == columns.Length
            && Array.TrueForAll(indicated, slot => slot >= 0 && slot < numbers)
                ? new TableInput(columns, indicated)
                : throw DamagedModel.Because("the columns of its input make no sense");
    }

    private static void Write(Utf8JsonWriter json, TableColumn column)
    {
        switch (column)
        {
            case NumberColumn numbers:
                json.WriteString("kind", Numbers);
                json.WriteString("type", numbers.NumberType.Name);
                json.WriteNumber("width", numbers.Width);
                json.WriteBoolean("isVector", numbers.IsVector);
                if (numbers.Origin != 0)
                {
                    json.WriteNumber("origin", numbers.Origin);
                }

                break;
            case DateColumn date:
                json.WriteString("kind", Date);
                json.WriteBoolean("hasOffset", date.HasOffset);
                break;
            case CategoryColumn category:
                json.WriteString("kind", Category);
                json.WriteString("key", category.KeyType?.RawType.Name);
                json.WriteNumber("keyCount", category.KeyType?.Count ?? 0);
                json.WriteNumber("levels", category.Known.Count);
                json.WriteBoolean("areNames", category.Known.AreNames);
                json.WriteNumber("dimensions", category.Dimensions);
                json.WriteBoolean("hasUnknown", category.HasUnknown);
                break;
            default:
                throw new NotSupportedException(column.GetType().Name);
        }
    }

    private static TableColumn ReadColumn(JsonElement json)
    {
        var name = Guard.NotEmpty(json.GetProperty("name").GetString(), "name");
        return json.GetProperty("kind").GetString() switch
        {
            Numbers => ReadNumbers(json, name),
            Date => new DateColumn(name, json.GetProperty("hasOffset").GetBoolean()),
            Category => ReadCategory(json, name),
            _ => throw DamagedModel.Because("a column is of an unknown kind"),
        };
    }

    private static NumberColumn ReadNumbers(JsonElement json, string name)
    {
        var type = NumberTypes.Named(json.GetProperty("type").GetString()) ?? throw DamagedModel.Because("a column is of an unknown type");
        var numbers = new NumberColumn(name, type, Guard.Positive(json.GetProperty("width").GetInt32(), "width"), json.GetProperty("isVector").GetBoolean())
        {
            Origin = json.TryGetProperty("origin", out var origin) ? Guard.Finite(origin.GetDouble(), "origin") : 0,
        };
        return numbers.IsVector || numbers.Width == 1 ? numbers : throw DamagedModel.Because("a column of single numbers has several");
    }

    private static CategoryColumn ReadCategory(JsonElement json, string name)
    {
        var key = json.GetProperty("key").GetString();
        var type = key is null ? null : Array.Find(_keys, type => type.Name == key) ?? throw DamagedModel.Because("a column has keys of an unknown type");
        var count = json.GetProperty("keyCount").GetUInt64();
        var levels = Guard.Positive(json.GetProperty("levels").GetInt32(), "levels");
        if (levels > CategoryLevels.Most || count > CategoryLevels.Most)
        {
            throw DamagedModel.Because("a column has too many categories");
        }

        return new CategoryColumn(
            name,
            CategoryLevels.Unread(levels, json.GetProperty("areNames").GetBoolean()),
            type is null ? null : new KeyDataViewType(type, count),
            Guard.Positive(json.GetProperty("dimensions").GetInt32(), "dimensions"),
            json.GetProperty("hasUnknown").GetBoolean());
    }
}
