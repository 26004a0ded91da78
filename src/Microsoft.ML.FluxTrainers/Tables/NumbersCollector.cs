// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects a column of numbers.</summary>
internal sealed class NumbersCollector(NumbersPart part, DataViewRow row, bool isSample) : PartCollector
{
    private readonly ColumnReader _reader = part is { SettlesOrigin: true, Spec: NumberColumn numbers } ? numbers.BindUnsettled(row) : part.Spec.Bind(row);
    private readonly bool[] _lacked = new bool[part.Width];
    private bool _hasMissing;

    public override bool HasMissing => _hasMissing;

    public override bool IsSparse => _reader.IsSparse;

    public override IEnumerable<int> Indicated =>
        part.MissingValues == MissingValues.MeanAndIndicator ? part.Spec.CanLack.Where(slot => _lacked[slot]) : [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public override string? Read(Span<float> slots, long position)
    {
        var fault = _reader.Read(slots);
        _hasMissing = false;
        for (var i = 0; i < slots.Length; i++)
        {
            if (float.IsFinite(slots[i]))
            {
                continue;
            }

            fault ??= RowFault.OfNumber(part.Column, i, slots[i], part.MissingValues, position);
            _hasMissing |= float.IsNaN(slots[i]);
            _lacked[i] = true;
            slots[i] = isSample ? float.NaN : slots[i];
        }

        return fault;
    }

    public override TableColumn? Finish(int rows, out string? why)
    {
        why = null;
        return part.Spec is NumberColumn numbers ? numbers with { Origin = _reader.Origin } : part.Spec;
    }
}
