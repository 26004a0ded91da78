// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections.Concurrent;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Scores any network that has a <see cref="NetworkPlan"/>, in managed code: libtorch is never loaded.</summary>
/// <remarks>A row gives the same bits alone and in a batch. Threads that score at once have memory of their own, which is kept for the next.</remarks>
internal sealed unsafe class PlanScorer : IScorer
{
    private const int MostRowsAtOnce = 64;
    private readonly NetworkPlan _plan;
    private readonly int _inputs;
    private readonly int _rowsAtOnce;
    private readonly PinnedFloats _parameters;
    private readonly PinnedFloats _buffers;
    private readonly ConcurrentBag<PassChain> _idle = [];

    public PlanScorer(TrainedNetwork network, NetworkPlan plan)
    {
        (_plan, _inputs) = (plan, network.Shape.Inputs);
        _rowsAtOnce = Math.Min(MostRowsAtOnce, ActivationCount.RowsInCache(plan.ActivationsPerRow));
        var weights = new NetworkWeights(network.Stack!);
        weights.CopyFrom(network.State);
        (_parameters, _buffers) = (Pinned(weights.Parameters), Pinned(weights.Buffers));
    }

    public void Score(float[] features, int rows, Span<float> scores)
    {
        var part = ActivationCount.RowsOfPart(rows, _rowsAtOnce);
        var parts = ((rows - 1) / part) + 1;
        fixed (float* x = features, y = scores)
        {
            if (parts > 1 && rows * _plan.MultiplyAdds >= TorchThreads.LargePass)
            {
                var (from, to) = ((nint)x, (nint)y); // what a lambda can hold
                Parallel.For(0, parts, at => ScorePart((float*)from, at * part, Math.Min(part, rows - (at * part)), (float*)to));
                return;
            }

            for (var row = 0; row < rows; row += part)
            {
                ScorePart(x, row, Math.Min(part, rows - row), y);
            }
        }
    }

    public void Dispose()
    {
        // Managed memory only.
    }

    private static PinnedFloats Pinned(float[] values)
    {
        var pinned = new PinnedFloats(values.Length);
        values.CopyTo(pinned.Span);
        return pinned;
    }

    private void ScorePart(float* features, int first, int rows, float* scores)
    {
        var context = new PassContext(_parameters.Start, _buffers.Start);
        if (!_idle.TryTake(out var chain) || chain.Capacity < rows)
        {
            chain = new PassChain(_plan, rows, forScoring: true);
            chain.Prepare(context);
        }

        var outputs = _plan.Outputs;
        chain.Forward(features + ((nint)first * _inputs), rows, context);
        chain.Output.Span[..(rows * outputs)].CopyTo(new Span<float>(scores + ((nint)first * outputs), rows * outputs));
        _idle.Add(chain);
    }
}
