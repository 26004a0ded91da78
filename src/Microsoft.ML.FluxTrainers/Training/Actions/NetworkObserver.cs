// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Keeps histograms of the weights, the size of updates and the number of dead units of some 25 to 50 epochs, however many there will be.</summary>
internal sealed class NetworkObserver : TrainingObserver
{
    private readonly int _rows;
    private readonly ObservedFit _fit;
    private readonly List<TensorSlot> _slots;
    private readonly (double? Ratio, double? Gradient)[] _largest;
    private readonly float[] _now;
    private readonly HashSet<string> _told = [];
    private int _stride;
    private int _last;
    private bool _hasDiverged;

    /// <summary>Begins with the network as it is.</summary>
    /// <param name="rows">How many rows are looked at for dead units.</param>
    /// <param name="fit">The fit.</param>
    public NetworkObserver(int rows, ObservedFit fit)
    {
        (_rows, _fit) = (rows, fit);
        _slots = [.. fit.Runner.TrainedParameters.Where(slot => slot.Count > 0).Take(TrainingDetails.MostTensors)];
        _largest = new (double?, double?)[_slots.Count];
        _now = new float[fit.Session.Parameters.Length];
        var epochs = Epochs(fit.Session.History.Snapshot().Details);
        (_stride, _last) = (epochs.Count > 1 ? epochs[^1] - epochs[^2] : 1, epochs.LastOrDefault());
        if (fit.Session.IsNew)
        {
            Sample(0);
        }
    }

    public override void After(EpochResult result, TrainingContext context)
    {
        if (context.History.StopReason is not null)
        {
            _hasDiverged = true; // and the weights are those of an earlier epoch
            return;
        }

        Measure();
        if (result.Epoch - _last >= _stride)
        {
            Sample(result.Epoch);
            foreach (var (_, warning) in NetworkWarnings.Of(context.History).Where(warning => _told.Add(warning.About)))
            {
                context.Warn(warning);
            }
        }
    }

    public override void End(TrainingHistory history)
    {
        if (!_hasDiverged && _fit.Session.Epoch > _last)
        {
            Sample(_fit.Session.Epoch);
        }
    }

    public override void EndAfterFailure(TrainingHistory history, Exception error)
    {
    }

    /// <summary>How far the last update went, and the norm of its gradient: where that is more than before.</summary>
    private void Measure()
    {
        var watch = _fit.Gradient!;
        _fit.Session.Parameters.CopyTo(_now);
        for (var i = 0; i < _slots.Count; i++)
        {
            var (ratio, gradient) = _largest[i];
            if (watch.Before.Length > 0 && _slots[i].Shape.Count > 1)
            {
                ReadOnlySpan<float> now = _now.AsSpan()[_slots[i].Range];
                ReadOnlySpan<float> before = watch.Before.AsSpan()[_slots[i].Range];
                ratio = Larger(ratio, TensorPrimitives.Distance(now, before) / (double)TensorPrimitives.Norm(now));
            }

            if (watch.Last.Length > 0)
            {
                gradient = Larger(gradient, TensorPrimitives.Norm((ReadOnlySpan<float>)watch.Last.AsSpan()[_slots[i].Range]));
            }

            _largest[i] = (ratio, gradient);
        }
    }

    private void Sample(int epoch)
    {
        _fit.Session.Parameters.CopyTo(_now);
        var histograms = _slots.Select((slot, i) => WeightHistogram.Of(slot.Name, epoch, _now.AsSpan()[slot.Range]) with
        {
            UpdateRatio = _largest[i].Ratio,
            GradientNorm = _largest[i].Gradient,
        }).ToList();
        var dead = LookAtUnits(epoch).ToList();
        _fit.Session.History.Update(details =>
        {
            var kept = Thinned(details);
            return kept with { Weights = [.. kept.Weights, .. histograms], DeadUnits = [.. kept.DeadUnits, .. dead] };
        });
        _last = epoch;
        Array.Clear(_largest);
    }

    /// <summary>Leaves out every other epoch where there is no room for one more; later ones are then as far apart.</summary>
    private TrainingDetails Thinned(TrainingDetails details)
    {
        var epochs = Epochs(details);
        if (epochs.Count < TrainingDetails.MostSamples)
        {
            return details;
        }

        _stride *= 2;
        var kept = epochs.Where((_, i) => i % 2 == 0).ToHashSet();
        return details with
        {
            Weights = [.. details.Weights.Where(one => kept.Contains(one.Epoch))],
            DeadUnits = [.. details.DeadUnits.Where(one => kept.Contains(one.Epoch))],
        };
    }

    private IEnumerable<DeadUnits> LookAtUnits(int epoch)
    {
        var watch = new UnitWatch();
        foreach (var block in _fit.Rows())
        {
            _fit.Runner.WatchUnits(block, watch);
            watch.Rows += block.Rows;
            if (watch.Rows >= _rows)
            {
                break;
            }
        }

        return watch.Found(epoch);
    }

    private static List<int> Epochs(TrainingDetails details) => [.. details.Weights.Select(one => one.Epoch).Distinct()];

    private static double? Larger(double? before, double value) =>
        double.IsFinite(value) && !(before >= value) ? value : before;
}
