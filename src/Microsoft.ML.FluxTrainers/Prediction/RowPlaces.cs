// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where buffered rows stood in the source.</summary>
internal sealed class RowPlaces(DataViewRowCursor input, int capacity)
{
    private readonly ValueGetter<DataViewRowId> _getId = input.GetIdGetter();
    private readonly DataViewRowId[] _ids = new DataViewRowId[capacity];
    private readonly long[] _positions = new long[capacity];
    private readonly long[] _batches = new long[capacity];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public void Read(int slot)
    {
        _getId(ref _ids[slot]);
        _positions[slot] = input.Position;
        _batches[slot] = input.Batch;
    }

    public DataViewRowId Id(int slot) => _ids[slot];

    public long Position(int slot) => _positions[slot];

    public long Batch(int slot) => _batches[slot];
}
