// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the source calls buffered rows.</summary>
internal sealed class RowPlaces(DataViewRowCursor input, int capacity)
{
    private readonly ValueGetter<DataViewRowId> _getId = input.GetIdGetter();
    private readonly DataViewRowId[] _ids = new DataViewRowId[capacity];
    private readonly long[] _batches = new long[capacity];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public void Read(int slot)
    {
        _getId(ref _ids[slot]);
        _batches[slot] = input.Batch;
    }

    public DataViewRowId Id(int slot) => _ids[slot];

    public long Batch(int slot) => _batches[slot];
}
