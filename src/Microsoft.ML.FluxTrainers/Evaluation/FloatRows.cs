// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Gathers the numbers of a column, row by row.</summary>
internal sealed class FloatRows(LabelVector column, DataViewRow row)
{
    private readonly LabelGetter _get = column.Bind(row);
    private readonly List<float> _values = [];
    private readonly float[] _last = new float[column.Width];

    /// <summary>The numbers of the last row.</summary>
    public ReadOnlySpan<float> Last => _last;

    /// <summary>Reads the row at hand.</summary>
    public void Read()
    {
        _get(_last);
        _values.AddRange(_last);
    }

    public float[] ToArray() => [.. _values];
}
