// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Networks of layers that have a <see cref="NetworkPlan"/> on the CPU, in managed code: libtorch is never loaded.</summary>
/// <remarks>
/// A batch that is worth it is cut into shares of consecutive rows, one a thread. Each adds up a gradient of its own, and these are added in the order of the rows, so that equal
/// numbers of threads give equal bits.
/// </remarks>
internal sealed unsafe class ManagedRunner : IEpochRunner
{
    /// <summary>Multiply-adds that a thread must have to do in a step to be worth waking.</summary>
    private const double LeastOperations = 2.5e6;

    /// <summary>The most rows that are measured at once, where batches are smaller.</summary>
    private const int MostEvaluatedRows = 256;

    /// <summary>The rows of a tile.</summary>
    private const int TileRows = 8;

    private readonly NetworkWeights _weights;
    private readonly ParameterLayout _layout;
    private readonly PinnedFloats _all; // trained ones first
    private readonly KeptNumbers _kept;
    private readonly ManagedVector _parameters; // of these, the trained ones
    private readonly ManagedVector _gradient;
    private readonly NetworkPlan _plan;
    private readonly DenseLoss _loss;
    private readonly RandomStream _dropout;
    private readonly int _threads;
    private readonly double _operationsPerRow; // multiply-adds of a forward and a backward pass
    private readonly int _evaluatedRows;
    private readonly int _rowsPerUnit; // shares begin at multiples of this: tiles of dense layers are whole; an image has many tiles
    private readonly ThreadTeam _team;
    private readonly List<BatchShare> _shares = [];
    private TrainingBlock? _block; // what the team works on
    private bool _isTraining;
    private bool _isSplit;
    private readonly double[] _losses; // of the shares of a batch, or of several batches
    private double _sum;
    private long _rows;

    /// <summary>Takes over a network.</summary>
    /// <param name="weights">Its numbers.</param>
    /// <param name="layout">Where parameters lie here.</param>
    /// <param name="plan">The network, with parameters in that layout.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="dropout">Where dropout draws its masks from.</param>
    /// <param name="threads">The most threads that a batch is split over.</param>
    public ManagedRunner(NetworkWeights weights, ParameterLayout layout, NetworkPlan plan, DenseLoss loss, RandomStream dropout, int threads)
    {
        (_weights, _layout, _plan, _loss, _dropout, _threads) = (weights, layout, plan, loss, dropout, threads);
        _operationsPerRow = 3 * plan.MultiplyAdds;
        _rowsPerUnit = plan.MultiplyAdds > (double)TileRows * weights.Parameters.Length ? 1 : TileRows;
        _evaluatedRows = Math.Min(MostEvaluatedRows, ActivationCount.RowsInCache(plan.ActivationsPerRow));
        _team = new ThreadTeam(RunShare);
        _losses = new double[Math.Max(threads, TrainingBlock.MostBatches)];
        _all = new PinnedFloats(weights.Parameters.Length);
        layout.Copy(weights.Parameters, _all.Span);
        _kept = new KeptNumbers(weights);
        _parameters = new ManagedVector(_all, layout.TrainedCount);
        _gradient = new ManagedVector(layout.TrainedCount);
    }

    public string Name => "managed";

    public FlatVector Parameters => _parameters;

    public FlatVector Gradient => _gradient;

    public ParameterOrder Order => ParameterOrder.Same;

    public IReadOnlyList<TensorSlot> TrainedParameters => [.. _layout.Slots.Where(slot => slot.Offset < _layout.TrainedCount)];

    public double[] Buffers
    {
        get => _kept.All;
        set => _kept.All = value;
    }

    public void Train(TrainingBlock block, ReadOnlySpan<double> rates, UpdateRule update)
    {
        var batch = 0;
        for (var start = 0; start < block.Rows; start += block.BatchSize)
        {
            var rows = Math.Min(block.BatchSize, block.Rows - start);
            Run(block, start, rows, isTraining: true);
            update.Update(rows, rates[batch++]);
        }
    }

    /// <inheritdoc/>
    /// <remarks>To batch norms the block is one batch, as in the eager runner.</remarks>
    public void Accumulate(TrainingBlock block)
    {
        var size = _plan.NeedsWholeBatch ? block.Rows : block.BatchSize;
        for (var start = 0; start < block.Rows; start += size)
        {
            Run(block, start, Math.Min(size, block.Rows - start), isTraining: true);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Small batches are taken together: a row's outputs are the same, and losses are still added up batch by batch.</remarks>
    public void Evaluate(TrainingBlock block, Span<float> outputs = default)
    {
        var width = outputs.Length / block.Rows;
        var stretch = block.BatchSize * Math.Max(1, _evaluatedRows / block.BatchSize);
        for (var start = 0; start < block.Rows; start += stretch)
        {
            var rows = Math.Min(stretch, block.Rows - start);
            Run(block, start, rows, isTraining: false, outputs.Slice(start * width, rows * width));
        }
    }

    public void WatchUnits(TrainingBlock block, UnitWatch watch)
    {
        foreach (var (start, rows) in block.Batches)
        {
            foreach (var share in _shares.Take(Run(block, start, rows, isTraining: false)))
            {
                foreach (var (step, outputs) in share.Network.RectifiedOutputs())
                {
                    watch.Mark(step.Name, outputs.Span[..(share.Rows * step.Outputs)], step.Units);
                }
            }
        }

        TakeLoss();
    }

    /// <inheritdoc/>
    /// <remarks>The plain mean over batches, of which the first one overwrites what was there; the rest of the network is as in prediction.</remarks>
    public void MeasureNorms(IEnumerable<TrainingBlock> blocks)
    {
        var batches = 0;
        foreach (var block in _plan.NeedsWholeBatch ? blocks : [])
        {
            foreach (var (start, rows) in block.Batches)
            {
                Forward(ShareOf(0, start, rows), block, new PassContext(_all.Start, _kept.Averages, norms: new NormMeasure(_kept.Counters, 1.0 / ++batches)));
            }
        }
    }

    public LossSum TakeLoss()
    {
        var taken = new LossSum(_sum, _rows);
        (_sum, _rows) = (0, 0);
        return taken;
    }

    public NetworkState State()
    {
        _layout.CopyBack(_all.Span, _weights.Parameters);
        _kept.CopyBack();
        return NetworkState.Of(_weights);
    }

    public void Dispose()
    {
        _team.Dispose();
        _parameters.Dispose();
        _gradient.Dispose();
    }

    /// <summary>One batch, or several whose loss is only measured: outputs, losses and, in training, the gradient.</summary>
    /// <returns>The number of shares.</returns>
    private int Run(TrainingBlock block, int start, int rows, bool isTraining, Span<float> kept = default)
    {
        (_block, _isTraining) = (block, isTraining);
        var count = Split(start, rows);
        if (count == 1)
        {
            RunShare(0);
        }
        else
        {
            _team.Run(count);
        }

        Collect(count, rows, kept);
        return count;
    }

    /// <summary>Settles who takes which rows, and gives the number of shares.</summary>
    private int Split(int start, int rows)
    {
        var worthwhile = _isTraining && _plan.NeedsWholeBatch ? 1 : (int)Math.Min(_threads, _operationsPerRow * rows / LeastOperations);
        var unit = rows > _block!.BatchSize ? _block.BatchSize : _rowsPerUnit; // several batches are not cut
        var units = (rows + unit - 1) / unit;
        var most = Math.Clamp(worthwhile, 1, units);
        var size = (units + most - 1) / most * unit;
        var count = 0;
        for (var at = 0; at < rows; at += size, count++)
        {
            var share = ShareOf(count, start + at, Math.Min(size, rows - at));
            share.FirstLoss = rows > _block.BatchSize ? at / _block.BatchSize : count;
            if (size < rows && _isTraining)
            {
                share.Dropout.Reseed(_dropout.NextSeed());
            }
        }

        _isSplit = count > 1;
        return count;
    }

    /// <summary>A share with some rows of the block.</summary>
    private BatchShare ShareOf(int number, int start, int rows)
    {
        if (number == _shares.Count)
        {
            _shares.Add(new BatchShare(_plan, number == 0 ? _gradient.Memory : new PinnedFloats(_gradient.Length)));
        }

        _shares[number].Take(start, rows);
        return _shares[number];
    }

    /// <summary>Adds up what the shares have, in their order.</summary>
    private void Collect(int shares, int rows, Span<float> kept)
    {
        _rows += rows;
        var losses = _shares[shares - 1].FirstLoss + ((_shares[shares - 1].Rows + _block!.BatchSize - 1) / _block.BatchSize);
        for (var i = 0; i < losses; i++)
        {
            _sum += _losses[i];
        }

        for (var i = 0; i < shares; i++)
        {
            var share = _shares[i];
            if (!kept.IsEmpty)
            {
                var outputs = share.Network.Output.Span[..(share.Rows * _plan.Outputs)];
                outputs.CopyTo(kept);
                kept = kept[outputs.Length..];
            }

            if (_isTraining && i > 0)
            {
                VectorLoops.Add(_gradient.Span, share.Gradient.Span, _gradient.Span);
            }
        }
    }

    /// <summary>The work of one thread.</summary>
    private void RunShare(int number)
    {
        var (share, block) = (_shares[number], _block!);
        var context = _isTraining
            ? new PassContext(_all.Start, _kept.Averages, _isSplit ? share.Dropout : _dropout, new NormMeasure(_kept.Counters))
            : new PassContext(_all.Start, _kept.Averages);
        var x = Forward(share, block, context);
        var width = _plan.Outputs;
        var outputs = share.Network.Output.Span[..(share.Rows * width)];
        var gradient = _isTraining ? share.Network.OutputGradient.Span[..outputs.Length] : [];
        for (var (at, loss) = (0, share.FirstLoss); at < share.Rows; at += block.BatchSize, loss++)
        {
            var rows = Math.Min(block.BatchSize, share.Rows - at);
            _losses[loss] = _loss.Sum(
                outputs.Slice(at * width, rows * width),
                block.Targets.Span.Slice((share.Start + at) * block.TargetWidth, rows * block.TargetWidth),
                block.Weights is { } weights ? weights.Span.Slice(share.Start + at, rows) : [],
                _isTraining ? gradient.Slice(at * width, rows * width) : [],
                width);
        }

        if (_isTraining)
        {
            if (number > 0)
            {
                share.Gradient.Span.Clear();
            }

            share.Network.Backward(x, share.Rows, null, context, share.Gradient.Start);
        }
    }

    /// <summary>Computes the outputs of a share, and tells where its rows are.</summary>
    private static float* Forward(BatchShare share, TrainingBlock block, PassContext context)
    {
        var x = block.Features.Start + ((nint)share.Start * block.Inputs);
        share.Network.Prepare(context);
        share.Network.Forward(x, share.Rows, context);
        return x;
    }
}
