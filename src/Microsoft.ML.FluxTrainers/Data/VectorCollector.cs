// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects the rows of one column of numbers.</summary>
internal sealed class VectorCollector(VectorEncoder encoder, DataViewRow row, RowStorage storage, bool isSample) : InputCollector
{
    private readonly ValueGetter<VBuffer<float>> _get = FeatureGetter.Of(row, encoder.Column);
    private readonly FeatureCollector _rows = new(encoder.Width, storage);
    private VBuffer<float> _row;

    public override bool HasMissing => _row.GetValues().ContainsAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity); // NaN is in no range

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public override string? Read(long position)
    {
        _get(ref _row);
        return RowFault.OfFeatures(_row, encoder, position);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, likewise
    public override void Keep(float weight) => _rows.Append(isSample ? Usable() : _row, weight);

    public override CollectedInput Finish(float[] weights)
    {
        var store = _rows.Finish();
        var fills = isSample || encoder.MissingValues == MissingValues.Mean;
        var input = new VectorInput(encoder.Column.Name, encoder.Width, encoder.Column.Type is VectorDataViewType);
        if (encoder.Known is { } known)
        {
            return new CollectedInput(store.ScaledAs(known), input with { Scaling = known }, []);
        }

        if (!encoder.Standardize && !fills)
        {
            return new CollectedInput(store, input with { Scaling = InputScaling.None(encoder.Width) }, []);
        }

        var statistics = FeatureStatistics.Of(store, weights);
        var scaling = statistics.ToScaling(encoder.Standardize, fills);
        store.Apply(scaling);
        return new CollectedInput(store, input with { Scaling = scaling }, statistics.Constants());
    }

    /// <summary>The row that was read last, with NaN for all that cannot be trained on; zeros where it has the wrong size.</summary>
    private VBuffer<float> Usable()
    {
        if (_row.Length != encoder.Width)
        {
            return new VBuffer<float>(encoder.Width, 0, [], []);
        }

        VBuffer<float> copy = default;
        _row.CopyTo(ref copy);
        var editor = VBufferEditor.CreateFromBuffer(ref copy);
        foreach (ref var value in editor.Values)
        {
            value = float.IsFinite(value) ? value : float.NaN;
        }

        return editor.Commit();
    }
}
