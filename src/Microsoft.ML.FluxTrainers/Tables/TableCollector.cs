// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects the rows of several columns.</summary>
internal sealed class TableCollector : InputCollector
{
    private readonly TableEncoder _encoder;
    private readonly RowStorage _storage;
    private readonly bool _isSample;
    private readonly (TablePart Part, PartCollector Collector, int Start)[] _parts;
    private readonly FeatureCollector _rows;
    private readonly LabelCopies _copies;
    private readonly float[] _row;

    public TableCollector(TableEncoder encoder, DataViewRow row, RowStorage storage, bool isSample)
    {
        (_encoder, _storage, _isSample) = (encoder, storage, isSample);
        _rows = new FeatureCollector(encoder.Width, storage);
        _row = new float[encoder.Width];
        _parts = new (TablePart, PartCollector, int)[encoder.Parts.Count];
        var start = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            var part = encoder.Parts[i];
            _parts[i] = (part, part.Open(row, isSample), start);
            start += part.Width;
        }

        _copies = new LabelCopies(row, isSample ? [] : [.. encoder.Labels.Where(row.IsColumnActive)], encoder.Columns);
    }

    public override bool HasMissing => Array.Exists(_parts, item => item.Collector.HasMissing);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public override string? Read(long position)
    {
        string? fault = null;
        foreach (var (part, collector, start) in _parts)
        {
            var found = collector.Read(_row.AsSpan(start, part.Width), position);
            fault ??= found;
        }

        return fault;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public override void Keep(float weight)
    {
        _copies.Look();
        var isSparse = false;
        foreach (var (_, collector, _) in _parts)
        {
            isSparse |= collector.IsSparse;
        }

        var row = new VBuffer<float>(_row.Length, _row);
        _rows.Append(isSparse ? Sparse(row) : row, weight);
    }

    public override CollectedInput Finish(float[] weights)
    {
        var store = _rows.Finish();
        if (_encoder.Known is { Scaling: { } scaling } known)
        {
            var whole = StoreSelection.Select(store, [.. Enumerable.Range(0, store.Width)], [.. known.Indicated], _storage);
            return new CollectedInput(whole.ScaledAs(scaling), known, []);
        }

        var leftOut = new List<string>(_encoder.LeftOut);
        var columns = new List<TableColumn>();
        var slots = new List<int>(); // where in the rows as they were read the numbers of the columns are
        var indicated = new List<int>();
        foreach (var (part, collector, start) in _parts)
        {
            var column = collector.Finish(store.Count, out var why);
            why ??= _copies.WhyNot(part.Column);
            if (why is not null)
            {
                leftOut.Add(why);
                continue;
            }

            columns.Add(column!);
            indicated.AddRange(collector.Indicated.Select(slot => slots.Count + slot));
            slots.AddRange(Enumerable.Range(start, part.Width));
        }

        if (columns.Count == 0)
        {
            throw TableEncoder.NoneLeft(leftOut);
        }

        store = StoreSelection.Select(store, slots, indicated, _storage);
        var input = new TableInput([.. columns], [.. indicated]) { LeftOut = leftOut };
        return Scale(store, input, slots, weights);
    }

    private CollectedInput Scale(NumberStore store, TableInput input, List<int> slots, float[] weights)
    {
        var fills = _isSample || _encoder.Parts.Any(part => part is NumbersPart { MissingValues: not MissingValues.Error });
        if (!_encoder.Standardize && !fills)
        {
            return new CollectedInput(store, input with { Scaling = InputScaling.None(store.Width) }, []);
        }

        var statistics = FeatureStatistics.Of(store, weights);
        var scaling = statistics.ToScaling(_encoder.Standardize, fills);
        var ids = input.Categories.Select(item => item.Slot).ToHashSet();
        foreach (var id in ids)
        {
            (scaling.Offset[id], scaling.Scale[id]) = (0, 1); // ids stay as they are
        }

        store.Apply(scaling);
        var constants = statistics.Constants().Where(slot => slot < slots.Count && !ids.Contains(slot));
        return new CollectedInput(store, input with { Scaling = scaling, Coarse = [.. CoarseColumns.In(input, statistics)] }, [.. constants.Select(slot => slots[slot])]);
    }

    private static VBuffer<float> Sparse(VBuffer<float> row)
    {
        VBuffer<float> sparse = default;
        var values = row.GetValues();
        var count = values.Length - System.MemoryExtensions.Count(values, 0f);
        var editor = VBufferEditor.Create(ref sparse, row.Length, count, requireIndicesOnDense: true);
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                (editor.Values[at], editor.Indices[at++]) = (values[i], i);
            }
        }

        return editor.Commit();
    }
}
