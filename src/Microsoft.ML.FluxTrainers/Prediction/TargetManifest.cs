// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a model predicts, in its manifest. The scaling of a number lies with the weights, under their checksum.</summary>
internal static class TargetManifest
{
    private const string Classes = "classes";
    private const string Binary = "binary";
    private const string Number = "number";

    /// <summary>Writes the properties of the open object.</summary>
    public static void Write(Utf8JsonWriter json, TargetSpec target)
    {
        switch (target)
        {
            case ClassTarget classes:
                json.WriteString("kind", Classes);
                json.WriteNumber("count", classes.Count);
                json.WriteString("labelType", classes.Values is { } values ? LabelValueTypes.Of(values.ItemType)?.Name : null);
                json.WriteStartArray("labels");
                foreach (var text in classes.Values?.Texts ?? [])
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            case BinaryTarget:
                json.WriteString("kind", Binary);
                break;
            case NumberTarget:
                json.WriteString("kind", Number);
                break;
            default:
                throw new NotSupportedException(target.GetType().Name);
        }
    }

    /// <summary>Reads the target; a number is not scaled yet.</summary>
    public static TargetSpec Read(JsonElement json) => json.GetProperty("kind").GetString() switch
    {
        Classes => ReadClasses(json),
        Binary => new BinaryTarget(),
        Number => new NumberTarget(0, 1),
        _ => throw Damaged("it predicts something of an unknown kind"),
    };

    private static ClassTarget ReadClasses(JsonElement json)
    {
        var count = json.GetProperty("count").GetInt32();
        var texts = json.GetProperty("labels").EnumerateArray().Select(text => Guard.NotNull(text.GetString(), "label")).ToList();
        var type = json.GetProperty("labelType").GetString();
        var values = type is null
            ? null
            : (LabelValueTypes.Named(type) ?? throw Damaged($"it has labels of the unknown type {NearestName.Quote(type)}")).Parse(texts);
        return count > 0 && (values is null || values.Count == count)
            ? new ClassTarget(count, values)
            : throw Damaged($"it has {count} classes and {texts.Count} labels");
    }

    private static InvalidDataException Damaged(string what) => new($"The model is damaged: {what}.");
}
