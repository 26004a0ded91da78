// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes one options record; see <see cref="OptionsJson"/> for the format.</summary>
internal sealed class OptionsJsonWriter(Utf8JsonWriter json, OptionTypes types, int maxDepth)
{
    public void Write(object options) => WriteValue(options, options.GetType().Name);

    private void WriteValue(object? value, string path)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number == 0 ? 0 : number); // -0 equals 0, so it must give the same bytes
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number == 0 ? 0 : number);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case Enum name:
                json.WriteStringValue(name.ToString());
                break;
            case TimeSpan span:
                json.WriteStringValue(span.ToString("c", CultureInfo.InvariantCulture));
                break;
            case not null when OptionRecord.Is(value.GetType()):
                WriteRecord(value, path);
                break;
            case IEnumerable list:
                WriteList(list, path);
                break;
            default:
                throw new NotSupportedException($"{path} is {value} ({value.GetType().Name}), which options cannot store.");
        }
    }

    private void WriteList(IEnumerable list, string path)
    {
        CheckDepth(path);
        json.WriteStartArray();
        var index = 0;
        foreach (var item in list)
        {
            WriteValue(item, $"{path}[{index++}]");
        }

        json.WriteEndArray();
    }

    private void WriteRecord(object options, string path)
    {
        CheckDepth(path);
        var type = options.GetType();
        json.WriteStartObject();
        if (OptionTypes.FamilyOf(type) is { } family)
        {
            json.WriteString(OptionsJson.TypeProperty, types.Contains(type) ? type.Name : throw new NotSupportedException(
                $"{path} is {type.Name}, which could not be read again: only the library's own kinds of {family.Name} can."));
        }

        if (options is INamedOption named)
        {
            json.WriteString("name", named.Name);
        }
        else
        {
            foreach (var property in OptionRecord.Of(type).Properties)
            {
                json.WritePropertyName(property.JsonName);
                WriteValue(property.Get(options), $"{path}.{property.Name}");
            }
        }

        json.WriteEndObject();
    }

    private void CheckDepth(string path)
    {
        if (json.CurrentDepth >= maxDepth)
        {
            throw new NotSupportedException($"{path} lies deeper than {maxDepth} levels, so it could not be read again.");
        }
    }
}
