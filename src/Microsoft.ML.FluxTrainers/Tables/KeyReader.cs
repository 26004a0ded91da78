// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads keys, of whichever integer they are made.</summary>
internal static class KeyReader
{
    /// <summary>Reads the key of the row at hand: 0 where it is missing, else from 1.</summary>
    public static Func<ulong> Of(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type.RawType == typeof(uint))
        {
            return Reader<uint>(row, column);
        }

        return column.Type.RawType == typeof(byte) ? Reader<byte>(row, column)
            : column.Type.RawType == typeof(ushort) ? Reader<ushort>(row, column)
            : Reader<ulong>(row, column);
    }

    private static Func<ulong> Reader<T>(DataViewRow row, DataViewSchema.Column column)
        where T : IBinaryInteger<T>
    {
        var get = row.GetGetter<T>(column);
        var key = T.Zero;
        return [MethodImpl(MethodImplOptions.AggressiveOptimization)] () => // for each row, of which a first pass has read all before .NET compiles with care
        {
            get(ref key);
            return ulong.CreateTruncating(key);
        };
    }
}
