// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The types that class names may have: all that ML.NET makes keys of.</summary>
internal static class LabelValueTypes
{
    private static readonly LabelValueType[] _all =
    [
        new LabelValueType<ReadOnlyMemory<char>>("Text", TextDataViewType.Instance, value => value.ToString(), text => text.AsMemory()),
        new LabelValueType<bool>("Boolean", BooleanDataViewType.Instance, value => value ? "true" : "false", bool.Parse),
        Number<sbyte>("SByte", NumberDataViewType.SByte),
        Number<byte>("Byte", NumberDataViewType.Byte),
        Number<short>("Int16", NumberDataViewType.Int16),
        Number<ushort>("UInt16", NumberDataViewType.UInt16),
        Number<int>("Int32", NumberDataViewType.Int32),
        Number<uint>("UInt32", NumberDataViewType.UInt32),
        Number<long>("Int64", NumberDataViewType.Int64),
        Number<ulong>("UInt64", NumberDataViewType.UInt64),
        Number<float>("Single", NumberDataViewType.Single),
        Number<double>("Double", NumberDataViewType.Double),
        new LabelValueType<DateTime>(
            "DateTime",
            DateTimeDataViewType.Instance,
            value => value.ToString("O", CultureInfo.InvariantCulture),
            text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)),
        new LabelValueType<DateTimeOffset>(
            "DateTimeOffset",
            DateTimeOffsetDataViewType.Instance,
            value => value.ToString("O", CultureInfo.InvariantCulture),
            text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)),
        new LabelValueType<TimeSpan>(
            "TimeSpan",
            TimeSpanDataViewType.Instance,
            value => value.ToString("c", CultureInfo.InvariantCulture),
            text => TimeSpan.Parse(text, CultureInfo.InvariantCulture)),
    ];

    /// <summary>The type of values with an ML.NET type, or null.</summary>
    public static LabelValueType? Of(DataViewType itemType) => Array.Find(_all, type => type.ItemType.Equals(itemType));

    /// <summary>The type with a name in a saved model, or null.</summary>
    public static LabelValueType? Named(string name) => Array.Find(_all, type => type.Name == name);

    private static LabelValueType<T> Number<T>(string name, PrimitiveDataViewType type)
        where T : ISpanParsable<T>, IFormattable =>
        new(name, type, value => value.ToString(null, CultureInfo.InvariantCulture), text => T.Parse(text, CultureInfo.InvariantCulture));
}
