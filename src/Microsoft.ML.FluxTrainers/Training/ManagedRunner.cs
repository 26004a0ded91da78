// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stacks of dense layers on the CPU, in managed code: libtorch is never loaded.</summary>
internal sealed unsafe class ManagedRunner : IEpochRunner
{
    private readonly NetworkWeights _weights;
    private readonly ParameterLayout _layout;
    private readonly PinnedFloats _all; // trained ones first
    private readonly ManagedVector _parameters; // of these, the trained ones
    private readonly ManagedVector _gradient;
    private readonly DensePlan _plan;
    private readonly DenseLoss _loss;
    private readonly RandomStream _dropout;
    private DenseNetwork? _network;
    private double _sum;
    private long _rows;

    /// <summary>Takes over a network.</summary>
    /// <param name="weights">Its numbers.</param>
    /// <param name="layout">Where parameters lie here.</param>
    /// <param name="plan">The network, with parameters in that layout.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="dropout">Where dropout draws its masks from.</param>
    public ManagedRunner(NetworkWeights weights, ParameterLayout layout, DensePlan plan, DenseLoss loss, RandomStream dropout)
    {
        (_weights, _layout, _plan, _loss, _dropout) = (weights, layout, plan, loss, dropout);
        _all = new PinnedFloats(weights.Parameters.Length);
        layout.Copy(weights.Parameters, _all.Span);
        _parameters = new ManagedVector(_all, layout.TrainedCount);
        _gradient = new ManagedVector(layout.TrainedCount);
    }

    public string Name => "managed";

    public FlatVector Parameters => _parameters;

    public FlatVector Gradient => _gradient;

    public IReadOnlyList<TensorSlot> TrainedParameters => [.. _layout.Slots.Where(slot => slot.Offset < _layout.TrainedCount)];

    /// <inheritdoc/>
    /// <remarks>Dense layers have none.</remarks>
    public double[] Buffers
    {
        get => [];
        set
        {
        }
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

    public void Accumulate(TrainingBlock block) => RunAll(block, isTraining: true);

    public void Evaluate(TrainingBlock block) => RunAll(block, isTraining: false);

    public void MeasureNorms(IEnumerable<TrainingBlock> blocks)
    {
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
        return NetworkState.Of(_weights);
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _gradient.Dispose();
    }

    private void RunAll(TrainingBlock block, bool isTraining)
    {
        for (var start = 0; start < block.Rows; start += block.BatchSize)
        {
            Run(block, start, Math.Min(block.BatchSize, block.Rows - start), isTraining);
        }
    }

    private void Run(TrainingBlock block, int start, int rows, bool isTraining)
    {
        if (_network is null || _network.Capacity < rows)
        {
            _network = new DenseNetwork(_plan, block.BatchSize, _dropout);
        }

        var theta = _all.Start;
        var slope = _gradient.Memory.Start;
        var x = block.Features.Start + ((nint)start * block.Inputs);
        var outputs = _network.Forward(x, rows, theta, isTraining);
        _sum += _loss.Sum(
            outputs,
            block.Targets.Span.Slice(start * block.TargetWidth, rows * block.TargetWidth),
            block.Weights is { } weights ? weights.Span.Slice(start, rows) : [],
            isTraining ? _network.OutputGradient(rows) : [],
            outputs.Length / rows);
        _rows += rows;
        if (isTraining)
        {
            _network.Backward(x, rows, theta, slope);
        }
    }
}
