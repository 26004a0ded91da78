// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Any module, by TorchSharp's autograd: this is the meaning that other runners reproduce.</summary>
internal sealed class EagerRunner : IEpochRunner
{
    public const string RunnerName = "eager";
    private readonly torch.nn.Module<torch.Tensor, torch.Tensor> _module;
    private readonly ModuleBinding _binding;
    private readonly torch.Device _device;
    private readonly ValueList<int> _row;
    private readonly torch.Tensor _sum;

    // Held, since TorchSharp 0.107 does not keep a scalar alive during the call that uses it: the garbage collector may free
    // one that is made for the call alone before torch has read it.
    private readonly Scalar _one;
    private readonly torch.Tensor _unit;
    private readonly Loss _loss;
    private readonly RandomStream _dropout;
    private readonly bool _drawsFromTorch;

    /// <summary>How many rows are evaluated at once; null for a batch, which a module of the user's and the memory of a GPU are known to take.</summary>
    private readonly int? _evaluatedRows;
    private readonly string _network;
    private readonly int? _outputs; // of a module of the user's, which may surprise
    private readonly IReadOnlyList<torch.nn.Module> _batchNorms;
    private readonly IReadOnlyList<torch.nn.Module> _frozenNorms;
    private long _rows;

    /// <summary>Takes over a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="device">Where it is trained.</param>
    /// <param name="loss">What is minimized.</param>
    /// <param name="frozen">The parameters that stay as they are.</param>
    /// <param name="dropout">Where masks are drawn from.</param>
    /// <param name="isApart">Whether that has memory of its own: see <see cref="DeviceTraits"/>.</param>
    public EagerRunner(
        InitialNetwork network, torch.Device device, Loss loss, FrozenLayers frozen, RandomStream dropout, bool isApart)
    {
        (_device, _row, _loss, _dropout) = (device, network.Shape.Row, loss, dropout);
        _evaluatedRows = network.Weights is not null && device.type == DeviceType.CPU ? ActivationCount.RowsInCache(network.ActivationsPerRow()) : null;
        _module = network.Module ?? PoolingFirst.Of(network.Weights!.Stack).ToModule(dropout); // our own dropout layers draw from our stream
        try
        {
            network.Weights?.CopyTo(_module);
            _module.to(_device);
            _drawsFromTorch = network.Weights is null && StochasticLayers.Has(_module);
            _network = network.Builder.ToString();
            _outputs = network.Weights is null ? network.Shape.Outputs : null;
            _batchNorms = HeldBatchNorms.Of(_module, _row, device);
            _frozenNorms = frozen.Freeze(_module);
            _binding = new ModuleBinding(_module, device, isApart);
            foreach (var layer in _module.modules().OfType<StreamDropout>())
            {
                layer.DrawsOnDevice = isApart;
            }
        }
        catch
        {
            _module.Dispose();
            throw;
        }

        _sum = torch.zeros(1, torch.ScalarType.Float64, _device).DetachFromDisposeScope();
        _unit = torch.ones([], torch.ScalarType.Float32, _device).DetachFromDisposeScope();
        _one = 1;
    }

    public string Name => RunnerName;

    public FlatVector Parameters => _binding.Parameters;

    public FlatVector Gradient => _binding.Gradient;

    public ParameterOrder Order => _binding.Order;

    public IReadOnlyList<TensorSlot> TrainedParameters => _binding.Slots;

    public double[] Buffers
    {
        get
        {
            using var scope = torch.NewDisposeScope();
            torch.Tensor[] buffers = [.. _module.buffers().Select(buffer => buffer.to(torch.ScalarType.Float64).reshape(-1))];
            return buffers.Length == 0 ? [] : torch.cat(buffers).cpu().data<double>().ToArray(); // waits for the device once
        }

        set
        {
            using var scope = torch.NewDisposeScope();
            using var off = torch.no_grad();
            var start = 0;
            foreach (var buffer in _module.buffers())
            {
                var count = (int)buffer.numel();
                buffer.copy_(torch.tensor(value[start..(start + count)], buffer.shape));
                start += count;
            }
        }
    }

    public void Train(TrainingBlock block, ReadOnlySpan<double> rates, UpdateRule update)
    {
        SetTraining();
        using var scope = torch.NewDisposeScope();
        var tensors = TensorsOf(block);
        var batch = 0;
        foreach (var (start, rows) in block.Batches)
        {
            Backward(tensors, start, rows);
            update.Update(rows, rates[batch++]);
        }
    }

    public void Accumulate(TrainingBlock block)
    {
        SetTraining();
        using var scope = torch.NewDisposeScope();
        Backward(TensorsOf(block), 0, block.Rows);
    }

    public void Evaluate(TrainingBlock block, Span<float> outputs = default)
    {
        _module.eval();
        using var scope = torch.NewDisposeScope();
        using var off = torch.no_grad();
        var tensors = TensorsOf(block);
        var kept = new List<torch.Tensor>();
        var rowsAtOnce = _evaluatedRows is { } most ? ActivationCount.RowsOfPart(block.Rows, most) : block.BatchSize;
        for (var start = 0; start < block.Rows; start += rowsAtOnce)
        {
            using var step = torch.NewDisposeScope();
            var rows = Math.Min(rowsAtOnce, block.Rows - start);
            var batch = tensors.Slice(start, rows);
            var raw = Call(batch, seed: 0); // what is measured, and how often, has no part in what is trained: the stream stays where it is
            Add(LossOf(raw, batch), rows);
            if (!outputs.IsEmpty)
            {
                kept.Add(raw.to(torch.ScalarType.Float32).MoveToOuterDisposeScope());
            }
        }

        if (kept.Count > 0)
        {
            MemoryMarshal.Cast<byte, float>(torch.cat(kept).cpu().contiguous().bytes).CopyTo(outputs); // waits for the device once
        }
    }

    public void WatchUnits(TrainingBlock block, UnitWatch watch)
    {
        _module.eval();
        using var scope = torch.NewDisposeScope();
        using var off = torch.no_grad();
        using var hooks = new ReLUHooks(_module, watch);
        var tensors = TensorsOf(block);
        foreach (var (start, rows) in block.Batches)
        {
            using var random = _drawsFromTorch ? new TorchRandomScope(0, _device.type) : null;
            using var step = torch.NewDisposeScope();
            _module.call(tensors.Slice(start, rows).Features);
        }
    }

    public void MeasureNorms(IEnumerable<TrainingBlock> blocks)
    {
        using var measurement = new NormMeasurement(_module, _frozenNorms);
        if (!measurement.IsNeeded)
        {
            return;
        }

        using var off = torch.no_grad();
        foreach (var block in blocks)
        {
            using var scope = torch.NewDisposeScope();
            var tensors = TensorsOf(block);
            foreach (var (start, rows) in block.Batches)
            {
                using var norms = rows == 1 && _batchNorms.Count > 0 ? new HeldBatchNorms(_batchNorms) : null;
                using var random = _drawsFromTorch ? new TorchRandomScope(0, _device.type) : null;
                using var step = torch.NewDisposeScope();
                measurement.BeginBatch();
                _module.call(tensors.Slice(start, rows).Features);
            }
        }
    }

    public LossSum TakeLoss()
    {
        using var scope = torch.NewDisposeScope();
        var taken = new LossSum(_sum.item<double>(), _rows);
        _sum.zero_();
        _rows = 0;
        return taken;
    }

    public NetworkState State() => NetworkState.Of(_module);

    public void Dispose()
    {
        _sum.Dispose();
        _unit.Dispose();
        _one.Dispose();
        _module.Dispose();
        _binding.Dispose();
    }

    private void SetTraining()
    {
        _module.train();
        foreach (var norm in _frozenNorms)
        {
            norm.eval(); // which keeps its averages
        }
    }

    private void Backward(BlockTensors tensors, int start, int rows)
    {
        using var step = torch.NewDisposeScope(); // one scope a step: nothing is left to finalizers
        using var norms = rows == 1 && _batchNorms.Count > 0 ? new HeldBatchNorms(_batchNorms) : null;
        var loss = Forward(tensors, start, rows);
        if (!loss.requires_grad)
        {
            throw new InvalidOperationException(
                $"The loss does not depend on the parameters of {_network} by operations that torch can differentiate, so nothing can be "
                + $"trained. Check the loss ({_loss}) and the network for argmax, comparisons, detach, no_grad and item.");
        }

        if (loss.dtype == torch.ScalarType.Float32)
        {
            torch.autograd.backward([loss], [_unit]); // else torch would make the 1 that it begins with in each step
        }
        else
        {
            loss.backward();
        }

        _binding.CollectGradient();
        Add(loss.detach(), rows);
    }

    /// <summary>The rows of a block, which the dispose scope of the caller owns.</summary>
    private BlockTensors TensorsOf(TrainingBlock block) =>
        block.Source is DeviceRows rows ? rows.Of(block) : BlockTensors.Of(block, _row, _loss.TargetType, _device);

    /// <summary>The weighted losses of some rows, added up.</summary>
    private torch.Tensor Forward(BlockTensors tensors, int start, int rows)
    {
        var batch = tensors.Slice(start, rows);
        return LossOf(Call(batch, _drawsFromTorch ? _dropout.NextSeed() : 0), batch);
    }

    /// <summary>The network's outputs.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="seed">What torch's generator starts from, where the network draws from it.</param>
    private torch.Tensor Call(BlockTensors batch, long seed)
    {
        using var random = _drawsFromTorch ? new TorchRandomScope(seed, _device.type) : null;
        return _outputs is { } outputs ? NetworkCall.Run(_module, batch.Features, outputs, _network) : _module.call(batch.Features);
    }

    private torch.Tensor LossOf(torch.Tensor outputs, BlockTensors batch)
    {
        var losses = _loss.PerRow(outputs, batch.Targets);
        return (batch.Weights is null ? losses : losses * batch.Weights).sum();
    }

    private void Add(torch.Tensor loss, int rows)
    {
        _sum.add_(loss, _one);
        _rows += rows;
    }
}
