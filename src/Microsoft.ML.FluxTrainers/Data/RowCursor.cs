// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>One pass over the rows that have a label and a weight above 0.</summary>
internal sealed class RowCursor : IDisposable
{
    /// <summary>How often the fit's end is asked for.</summary>
    private const int RowsPerCheck = 256;

    private readonly RowReadingOptions _options;
    private readonly DataViewRowCursor _cursor;
    private readonly LabelGetter _label;
    private readonly ValueGetter<float>? _getWeight;
    private readonly bool _takesAnyNumber;
    private float _weight = 1;

    /// <summary>Begins before the first row.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">Which columns are read.</param>
    public RowCursor(IDataView data, RowReadingOptions options)
    {
        (_options, _cursor) = (options, data.GetRowCursor(options.Columns));
        _label = options.Label.Bind(_cursor);
        _getWeight = options.Weight is { } named ? _cursor.GetGetter<float>(named) : null;
        _takesAnyNumber = options.Label.TakesAnyNumber;
        Target = new float[options.Label.Width];
    }

    /// <summary>The row at hand.</summary>
    public DataViewRow Row => _cursor;

    /// <summary>Its number in the data.</summary>
    public long Position => _cursor.Position;

    /// <summary>Its targets, not scaled.</summary>
    public float[] Target { get; }

    /// <summary>Its weight.</summary>
    public float Weight => _weight;

    /// <summary>How many rows were left out because their label is missing.</summary>
    public long Unlabeled { get; private set; }

    /// <summary>How many rows were left out because their weight is 0.</summary>
    public long Weightless { get; private set; }

    /// <summary>Goes to the next row.</summary>
    /// <param name="checkAlive">Asked now and then; throws to stop.</param>
    /// <exception cref="InvalidOperationException">A target or a weight is not usable.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public bool MoveNext(Action checkAlive)
    {
        while (_cursor.MoveNext())
        {
            if (_cursor.Position % RowsPerCheck == 0)
            {
                checkAlive();
            }

            _label(Target);
            if (_options.Label.LeavesOutUnlabeled && Target.AsSpan().ContainsAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity))
            {
                Unlabeled++; // NaN is in no range
                continue;
            }

            if (_getWeight is not null)
            {
                _getWeight(ref _weight);
                RowFault.CheckWeight(_weight, _options.Weight, _cursor.Position);
            }

            if (_weight == 0)
            {
                Weightless++;
                continue;
            }

            if (!_takesAnyNumber || !VectorLoops.AreFinite(Target))
            {
                RowFault.CheckTargets(Target, _options.Label, _cursor.Position);
            }

            return true;
        }

        return false;
    }

    public void Dispose() => _cursor.Dispose();
}
