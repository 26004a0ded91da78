// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads keys, of whichever integer they are made.</summary>
internal static class KeyReader
{
    /// <summary>Reads the key of the row at hand: 0 where it is missing, else from 1.</summary>
    public static Func<ulong> Of(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type.RawType == typeof(uint))
        {
            return Reader<uint>(row, column, key => key);
        }

        return column.Type.RawType == typeof(byte) ? Reader<byte>(row, column, key => key)
            : column.Type.RawType == typeof(ushort) ? Reader<ushort>(row, column, key => key)
            : Reader<ulong>(row, column, key => key);
    }

    private static Func<ulong> Reader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, ulong> convert)
    {
        var get = row.GetGetter<T>(column);
        T key = default!;
        return () =>
        {
            get(ref key);
            return convert(key);
        };
    }
}
