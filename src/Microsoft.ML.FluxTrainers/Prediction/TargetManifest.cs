// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a model predicts, in its manifest. The scaling of numbers lies with the weights, under their checksum, and so do names: they may be many.</summary>
internal static class TargetManifest
{
    private const string Classes = "classes";
    private const string Binary = "binary";
    private const string Number = "number";
    private const string Quantiles = "quantiles";
    private const string Normal = "normal";
    private const string Numbers = "numbers";
    private const string Labels = "labels";
    private const string LabelNames = "labels";
    private const string TargetNames = "names";

    /// <summary>Writes the properties of the open object.</summary>
    public static void Write(Utf8JsonWriter json, TargetSpec target)
    {
        switch (target)
        {
            case ClassTarget classes:
                json.WriteString("kind", Classes);
                json.WriteNumber("count", classes.Count);
                WriteType(json, classes.Values);
                break;
            case BinaryTarget binary:
                json.WriteString("kind", Binary);
                json.WriteNumber("threshold", binary.Threshold);
                json.WriteBoolean("isKey", binary.IsKey);
                WriteType(json, binary.Values);
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
                json.WriteBoolean("isNamed", numbers.IsNamed);
                json.WriteNumber("count", numbers.Count);
                break;
            case LabelsTarget labels:
                json.WriteString("kind", Labels);
                json.WriteNumber("threshold", labels.Threshold);
                json.WriteBoolean("isNamed", labels.IsNamed);
                json.WriteNumber("count", labels.Count);
                break;
            default:
                throw new NotSupportedException(target.GetType().Name);
        }
    }

    /// <summary>Reads the target; numbers are not scaled yet, and names are still to be read but in format 1.</summary>
    public static TargetSpec Read(JsonElement json) => json.GetProperty("kind").GetString() switch
    {
        Classes => Named(json, LabelNames, new ClassTarget(ReadClassCount(json), ReadType(json))),
        Binary => Named(json, LabelNames, new BinaryTarget(json.GetProperty("isKey").GetBoolean(), ReadType(json), ReadThreshold(json))),
        Number => new NumberTarget(0, 1),
        Quantiles => new QuantileTarget(
            0, 1, Guard.Levels((ValueList<double>)[.. json.GetProperty("levels").EnumerateArray().Select(level => level.GetDouble())], "levels")),
        Normal => new NormalTarget(0, 1, Guard.Positive(json.GetProperty("minimumDeviation").GetDouble(), "minimumDeviation")),
        Numbers => Named(json, TargetNames, new NumbersTarget([], json.GetProperty("isNamed").GetBoolean()) { Count = ReadCount(json) }),
        Labels => Named(json, TargetNames, new LabelsTarget([], json.GetProperty("isNamed").GetBoolean(), ReadThreshold(json)) { Count = ReadCount(json) }),
        _ => throw DamagedModel.Because("it predicts something of an unknown kind"),
    };

    /// <summary>A target with the names that were stored.</summary>
    /// <exception cref="InvalidDataException">They are not as many as it needs.</exception>
    public static TargetSpec Named(TargetSpec target, IReadOnlyList<string> names) => names.Count == target.NameCount
        ? target.WithNames(names)
        : throw DamagedModel.Because($"it has {names.Count} names of {target.NameCount} classes or targets");

    /// <summary>A target with the names that format 1 had in the manifest.</summary>
    private static TargetSpec Named(JsonElement json, string property, TargetSpec target) =>
        target.StoredNames is { Count: 0 } && json.TryGetProperty(property, out var names)
            ? Named(target, [.. names.EnumerateArray().Select(name => Guard.NotNull(name.GetString(), property[..^1]))]) // one of the plural
            : target;

    private static int ReadClassCount(JsonElement json) => json.GetProperty("count").GetInt32() is > 0 and var count
        ? count
        : throw DamagedModel.Because($"it has {json.GetProperty("count")} classes");

    /// <summary>How many target numbers there are. Format 1 said so by their names.</summary>
    private static int ReadCount(JsonElement json) =>
        (json.TryGetProperty("count", out var count) ? count.GetInt32() : json.GetProperty(TargetNames).GetArrayLength()) is > 0 and var outputs
            ? outputs
            : throw DamagedModel.Because("it predicts nothing");

    private static double ReadThreshold(JsonElement json) => Guard.InUnitInterval(json.GetProperty("threshold").GetDouble(), "threshold");

    private static void WriteType(Utf8JsonWriter json, LabelValues? values) =>
        json.WriteString("labelType", values is null ? null : LabelValueTypes.Of(values.ItemType)?.Name);

    /// <summary>The values of a key, still to be read, or null where they have no names.</summary>
    private static LabelValues? ReadType(JsonElement json) => json.GetProperty("labelType").GetString() is not { } type
        ? null
        : (LabelValueTypes.Named(type) ?? throw DamagedModel.Because($"it has labels of the unknown type {NearestName.Quote(type)}")).Parse([]);
}
