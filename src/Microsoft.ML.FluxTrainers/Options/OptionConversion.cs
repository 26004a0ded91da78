// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Turns what a caller has (a number, a name, a sequence, JSON) into what a setting holds.</summary>
internal sealed class OptionConversion(OptionsJsonReader json)
{
    /// <summary>The value as the type of the setting.</summary>
    /// <exception cref="ArgumentNullException">The value is null and the setting must not be.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of that type.</exception>
    public object? Convert(object? value, OptionProperty property)
    {
        if (value is null)
        {
            return property.AcceptsNull
                ? null
                : throw new ArgumentNullException(property.Name, $"{property.Name} must not be null.");
        }

        return value is JsonElement element
            ? FromJson(element, property)
            : Convert(value, property.Type) ?? throw Wrong(property, value, $"but is {Describe(value)}");
    }

    private static object? Convert(object? value, Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        return OptionLists.ItemType(inner) is { } item ? ToList(value, item)
            : inner.IsInstanceOfType(value) ? value
            : inner.IsEnum ? ToEnum(value as string, inner)
            : ToNumber(value, inner);
    }

    private static object? ToList(object? value, Type item)
    {
        if (value is string or not IEnumerable)
        {
            return null;
        }

        object?[] items = [.. ((IEnumerable)value).Cast<object?>().Select(element => Convert(element, item))];
        return items.Contains(null) ? null : OptionLists.Create(item, items);
    }

    // Enum.TryParse takes numbers too, and those need not be a member.
    private static object? ToEnum(string? name, Type type) =>
        Enum.TryParse(type, name, ignoreCase: true, out var value) && char.IsLetter(name!.TrimStart()[0]) ? value : null;

    private static object? ToNumber(object? value, Type type)
    {
        var isFraction = type == typeof(double) || type == typeof(float);
        var isInteger = type == typeof(int) || type == typeof(long);
        var isNumber = value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal;
        if (!isNumber || !(isFraction || isInteger))
        {
            return null;
        }

        try
        {
            var number = System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
            return isFraction || System.Convert.ToDecimal(value, CultureInfo.InvariantCulture) % 1 == 0 ? number : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private object? FromJson(JsonElement element, OptionProperty property)
    {
        try
        {
            return json.Read(element, property.Type, property.AcceptsNull, property.Name);
        }
        catch (InvalidDataException e)
        {
            throw Wrong(property, element, $"but the JSON is not: {e.Message}");
        }
    }

    private static ArgumentOutOfRangeException Wrong(OptionProperty property, object value, string but) =>
        new(property.Name, value, $"{property.Name} must be {OptionTypeNames.Describe(property.Type)}, {but}.");

    private static string Describe(object value) =>
        value is string text ? $"the text {NearestName.Quote(text)}" : $"of type {value.GetType().Name}";
}
