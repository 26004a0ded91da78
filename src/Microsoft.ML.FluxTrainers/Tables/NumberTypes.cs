// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The types of values that are read as numbers.</summary>
internal static class NumberTypes
{
    /// <summary>Whole numbers of smaller magnitude are Singles.</summary>
    public const double LargeWhole = 1 << 24;

    private const double LargeDouble = 1 << 20; // there a Single goes in steps of an eighth: days since 4713 BC, meters of a map

    private static readonly NumberType[] _all =
    [
        new NumberType<float>("Single", NumberDataViewType.Single, value => value),
        new NumberType<double>("Double", NumberDataViewType.Double, value => value, LargeDouble),
        new NumberType<sbyte>("SByte", NumberDataViewType.SByte, value => value),
        new NumberType<byte>("Byte", NumberDataViewType.Byte, value => value),
        new NumberType<short>("Int16", NumberDataViewType.Int16, value => value),
        new NumberType<ushort>("UInt16", NumberDataViewType.UInt16, value => value),
        new NumberType<int>("Int32", NumberDataViewType.Int32, value => value, LargeWhole),
        new NumberType<uint>("UInt32", NumberDataViewType.UInt32, value => value, LargeWhole),
        new NumberType<long>("Int64", NumberDataViewType.Int64, value => value, LargeWhole),
        new NumberType<ulong>("UInt64", NumberDataViewType.UInt64, value => value, LargeWhole),
        new NumberType<bool>("Boolean", BooleanDataViewType.Instance, value => value ? 1 : 0),
        new NumberType<TimeSpan>("TimeSpan", TimeSpanDataViewType.Instance, value => value.TotalDays),
    ];

    /// <summary>The type of values with an ML.NET type, or null.</summary>
    public static NumberType? Of(DataViewType itemType) => Array.Find(_all, type => type.Type.Equals(itemType));

    /// <summary>The type with a name in a saved model, or null.</summary>
    public static NumberType? Named(string? name) => Array.Find(_all, type => type.Name == name);
}
