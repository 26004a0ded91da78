// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Any module, by TorchSharp's autograd: this is the meaning that other runners reproduce.</summary>
internal sealed class EagerRunner : IEpochRunner
{
    /// <summary>The name in the history.</summary>
    public const string Name = "eager";

    private readonly TrainingSession _session;
    private readonly Loss _loss;
    private readonly UpdateRule _update;
    private readonly Action _checkAlive;
    private readonly torch.Device _device;
    private readonly torch.Tensor _sum;
    private long _rows;

    /// <summary>Makes a runner.</summary>
    /// <param name="session">What is trained.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="update">What follows each gradient.</param>
    /// <param name="checkAlive">Asked before each batch; throws to stop.</param>
    public EagerRunner(TrainingSession session, Loss loss, UpdateRule update, Action checkAlive)
    {
        (_session, _loss, _update, _checkAlive) = (session, loss, update, checkAlive);
        _device = session.Device.ToTorch();
        _sum = torch.zeros(1, torch.ScalarType.Float64, _device).DetachFromDisposeScope();
    }

    public void Train(TrainingBlock block, ReadOnlySpan<double> rates)
    {
        _session.Network.Module.train();
        using var scope = torch.NewDisposeScope();
        var tensors = BlockTensors.Of(block, _loss.TargetType, _device);
        var batch = 0;
        foreach (var (start, rows) in block.Batches)
        {
            _checkAlive();
            Backward(tensors, start, rows);
            _update.Update(rows, rates[batch++]);
        }
    }

    public void Accumulate(TrainingBlock block)
    {
        _session.Network.Module.train();
        using var scope = torch.NewDisposeScope();
        Backward(BlockTensors.Of(block, _loss.TargetType, _device), 0, block.Rows);
    }

    public void Evaluate(TrainingBlock block)
    {
        _session.Network.Module.eval();
        using var scope = torch.NewDisposeScope();
        using var off = torch.no_grad();
        var tensors = BlockTensors.Of(block, _loss.TargetType, _device);
        foreach (var (start, rows) in block.Batches)
        {
            Add(Forward(tensors, start, rows), rows);
        }
    }

    public LossSum TakeLoss()
    {
        var taken = new LossSum(_sum.item<double>(), _rows);
        _sum.zero_();
        _rows = 0;
        return taken;
    }

    public void Dispose() => _sum.Dispose();

    private void Backward(BlockTensors tensors, int start, int rows)
    {
        using var step = torch.NewDisposeScope(); // one scope a step: nothing is left to finalizers
        using var norms = rows == 1 ? _session.Network.HoldBatchNorms() : null;
        var loss = Forward(tensors, start, rows);
        if (!loss.requires_grad)
        {
            throw new InvalidOperationException(
                $"The loss does not depend on the parameters of {_session.Network.Builder} by operations that torch can differentiate, "
                + $"so nothing can be trained. Check the loss ({_loss}) and the network for argmax, comparisons, detach, no_grad and item.");
        }

        loss.backward();
        Add(loss.detach(), rows);
    }

    /// <summary>The weighted losses of some rows, added up.</summary>
    private torch.Tensor Forward(BlockTensors tensors, int start, int rows)
    {
        var batch = tensors.Slice(start, rows);
        using var random = _session.Network.LendGenerator(_session.Streams.Dropout, _device.type);
        var outputs = _session.Network.Module.call(batch.Features);
        var losses = _loss.PerRow(outputs, batch.Targets);
        return (batch.Weights is null ? losses : losses * batch.Weights).sum();
    }

    private void Add(torch.Tensor loss, int rows)
    {
        _sum.add_(loss);
        _rows += rows;
    }
}
