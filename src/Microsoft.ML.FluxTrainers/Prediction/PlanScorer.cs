// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

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
        var values = network.State.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        (_parameters, _buffers) = (Pinned(network.Stack!.Parameters, values), Pinned(network.Stack.Buffers, values));
    }

    public void Score(float[] features, int rows, Span<float> scores)
    {
        var part = ActivationCount.RowsOfPart(rows, _rowsAtOnce);
        var parts = ((rows - 1) / part) + 1;
        fixed (float* x = features, y = scores)
        {
            if (parts > 1 && rows * _plan.MultiplyAdds >= TorchThreads.LargePass)
            {
                ScoreAtOnce((nint)x, rows, part, (nint)y);
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

    /// <summary>Scores parts by several threads. Apart from <see cref="Score"/>, which would else make the lambda's object for each row.</summary>
    private void ScoreAtOnce(nint x, int rows, int part, nint y)
    {
        try
        {
            Parallel.For(
                0,
                ((rows - 1) / part) + 1,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                at => ScorePart((float*)x, at * part, Math.Min(part, rows - (at * part)), (float*)y));
        }
        catch (AggregateException exceptions)
        {
            ExceptionDispatchInfo.Throw(exceptions.InnerExceptions[0]); // as from one thread
        }
    }

    private static PinnedFloats Pinned(IReadOnlyList<TensorSlot> slots, Dictionary<string, Array> values)
    {
        var pinned = new PinnedFloats(slots.Sum(slot => slot.Count));
        foreach (var slot in slots)
        {
            ((float[])values[slot.Name]).CopyTo(pinned.Span[slot.Range]);
        }

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
