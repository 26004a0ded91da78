// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a model predicts, in its manifest. The scaling of numbers lies with the weights, under their checksum.</summary>
internal static class TargetManifest
{
    private const string Classes = "classes";
    private const string Binary = "binary";
    private const string Number = "number";
    private const string Quantiles = "quantiles";
    private const string Normal = "normal";
    private const string Numbers = "numbers";
    private const string Labels = "labels";

    /// <summary>Writes the properties of the open object.</summary>
    public static void Write(Utf8JsonWriter json, TargetSpec target)
    {
        switch (target)
        {
            case ClassTarget classes:
                json.WriteString("kind", Classes);
                json.WriteNumber("count", classes.Count);
                WriteValues(json, classes.Values);
                break;
            case BinaryTarget binary:
                json.WriteString("kind", Binary);
                json.WriteNumber("threshold", binary.Threshold);
                json.WriteBoolean("isKey", binary.IsKey);
                WriteValues(json, binary.Values);
                break;
            case NumberTarget:
                json.WriteString("kind", Number);
                break;
            case QuantileTarget quantiles:
                json.WriteString("kind", Quantiles);
                json.WriteStartArray("levels");
                foreach (var level in quantiles.Levels)
                {
                    json.WriteNumberValue(level);
                }

                json.WriteEndArray();
                break;
            case NormalTarget normal:
                json.WriteString("kind", Normal);
                json.WriteNumber("minimumDeviation", normal.MinimumDeviation);
                break;
            case NumbersTarget numbers:
                json.WriteString("kind", Numbers);
                WriteNames(json, numbers.Names, numbers.IsNamed);
                break;
            case LabelsTarget labels:
                json.WriteString("kind", Labels);
                json.WriteNumber("threshold", labels.Threshold);
                WriteNames(json, labels.Names, labels.IsNamed);
                break;
            default:
                throw new NotSupportedException(target.GetType().Name);
        }
    }

    /// <summary>Reads the target; numbers are not scaled yet.</summary>
    public static TargetSpec Read(JsonElement json) => json.GetProperty("kind").GetString() switch
    {
        Classes => ReadClasses(json),
        Binary => ReadBinary(json),
        Number => new NumberTarget(0, 1),
        Quantiles => new QuantileTarget(
            0, 1, Guard.Levels((ValueList<double>)[.. json.GetProperty("levels").EnumerateArray().Select(level => level.GetDouble())], "levels")),
        Normal => new NormalTarget(0, 1, Guard.Positive(json.GetProperty("minimumDeviation").GetDouble(), "minimumDeviation")),
        Numbers => new NumbersTarget(ReadNames(json), json.GetProperty("isNamed").GetBoolean()),
        Labels => new LabelsTarget(ReadNames(json), json.GetProperty("isNamed").GetBoolean(), ReadThreshold(json)),
        _ => throw Damaged("it predicts something of an unknown kind"),
    };

    private static ClassTarget ReadClasses(JsonElement json)
    {
        var count = json.GetProperty("count").GetInt32();
        var values = ReadValues(json, count);
        return count > 0 ? new ClassTarget(count, values) : throw Damaged($"it has {count} classes");
    }

    private static BinaryTarget ReadBinary(JsonElement json) =>
        new(json.GetProperty("isKey").GetBoolean(), ReadValues(json, 2), ReadThreshold(json));

    private static double ReadThreshold(JsonElement json) => Guard.InUnitInterval(json.GetProperty("threshold").GetDouble(), "threshold");

    private static void WriteValues(Utf8JsonWriter json, LabelValues? values)
    {
        json.WriteString("labelType", values is null ? null : LabelValueTypes.Of(values.ItemType)?.Name);
        WriteTexts(json, "labels", values?.Texts ?? []);
    }

    private static LabelValues? ReadValues(JsonElement json, int count)
    {
        var texts = ReadTexts(json, "labels");
        var type = json.GetProperty("labelType").GetString();
        var values = type is null
            ? null
            : (LabelValueTypes.Named(type) ?? throw Damaged($"it has labels of the unknown type {NearestName.Quote(type)}")).Parse(texts);
        return values is null || values.Count == count ? values : throw Damaged($"it has {count} classes and {texts.Count} labels");
    }

    private static void WriteNames(Utf8JsonWriter json, ValueList<string> names, bool isNamed)
    {
        json.WriteBoolean("isNamed", isNamed);
        WriteTexts(json, "names", names);
    }

    private static ValueList<string> ReadNames(JsonElement json) =>
        ReadTexts(json, "names") is { Count: > 0 } names ? [.. names] : throw Damaged("it predicts nothing");

    private static void WriteTexts(Utf8JsonWriter json, string property, IEnumerable<string> texts)
    {
        json.WriteStartArray(property);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static List<string> ReadTexts(JsonElement json, string property) =>
        [.. json.GetProperty(property).EnumerateArray().Select(text => Guard.NotNull(text.GetString(), property[..^1]))]; // one of the plural

    private static InvalidDataException Damaged(string what) => new($"The model is damaged: {what}.");
}
