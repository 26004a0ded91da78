// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The values of parameters as canonical JSON, by which they are compared and stored, and as words for reports.</summary>
internal static class TrialValues
{
    private const int MaxDepth = 32;

    /// <summary>Equal values give equal text, on every machine; a whole number and the same as a fraction are equal.</summary>
    /// <exception cref="ArgumentException">The value is nothing that text can stand for.</exception>
    public static string ToJson(object? value)
    {
        switch (value)
        {
            case null:
                return "null";
            case NamedValue named:
                return JsonSerializer.Serialize(named.Name);
            case sbyte or byte or short or ushort or uint or ulong or decimal:
                return Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }

        try
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { MaxDepth = MaxDepth + 1 }))
            {
                new OptionsJsonWriter(json, OptionTypes.Library, MaxDepth).Write(value);
            }

            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException(
                $"A value of type {value.GetType().Name} has no text that could stand for it in files and reports. Give it a name: ParameterRange.NamedChoices.", nameof(value), e);
        }
    }

    /// <summary>The value for people.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "none",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        string text => text,
        IEnumerable list => $"({string.Join(", ", list.Cast<object?>().Select(ToText))})",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
