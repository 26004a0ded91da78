// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Training rows that lie on the device as a whole. An epoch sends it nothing but their order, and batches are gathered there.</summary>
/// <remarks>Batches are those of the rows in memory, row for row; blocks are as long, but for those in a shuffled order: these hold what one gather brings together.</remarks>
internal sealed class DeviceRows : ITrainingRows, IDisposable
{
    /// <summary>The most bytes of inputs that are gathered at once: many batches, so that gathering takes few kernels, and little of the device's memory.</summary>
    public const int GatheredBytes = 64 << 20;

    private readonly ITrainingRows _rows;
    private readonly torch.Device _device;
    private readonly BlockTensors _all;
    private readonly float[] _targets;
    private readonly int _inputs;

    /// <summary>Copies all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">The shape of a row as the network takes it.</param>
    /// <param name="target">What the loss compares with.</param>
    /// <param name="device">Where to.</param>
    /// <param name="batchSize">Rows per gradient step.</param>
    /// <param name="checkAlive">Asked now and then; throws to stop.</param>
    public DeviceRows(ITrainingRows rows, ValueList<int> row, TargetType target, torch.Device device, int batchSize, Action checkAlive)
    {
        (_rows, _device, _targets) = (rows, device, []);
        BlockTensors? all = null;
        var start = 0;
        try
        {
            foreach (var block in rows.Read(null, batchSize))
            {
                checkAlive();
                using var scope = torch.NewDisposeScope();
                var tensors = BlockTensors.Of(block, row, target, device);
                if (all is null)
                {
                    all = BlockTensors.Like(tensors, rows.Count);
                    (_inputs, _targets) = (block.Inputs, new float[checked(rows.Count * block.TargetWidth)]);
                }

                all.Slice(start, block.Rows).CopyFrom(tensors);
                block.Targets.Span[..(block.Rows * block.TargetWidth)].CopyTo(_targets.AsSpan(start * block.TargetWidth));
                start += block.Rows;
            }
        }
        catch
        {
            all?.Dispose();
            throw;
        }

        _all = all ?? throw new ArgumentException("There are no rows.", nameof(rows));
    }

    public int Count => _rows.Count;

    public InputSpec Input => _rows.Input;

    public TargetSpec Target => _rows.Target;

    public string Fingerprint() => _rows.Fingerprint();

    public IEnumerable<TrainingBlock> Read(EpochOrder? order, int batchSize)
    {
        var numbers = order?.Next(Count);
        var (batch, width) = (Math.Min(batchSize, Count), _targets.Length / Count);
        var capacity = numbers is null ? TrainingBlock.CapacityFor(Count, _inputs, batchSize) : Gathered(batch);
        var block = TrainingBlock.Elsewhere(this, _inputs, width, capacity, batch, numbers);
        for (var start = 0; start < Count; start += capacity)
        {
            (block.Start, block.Rows) = (start, Math.Min(capacity, Count - start));
            if (numbers is null)
            {
                _targets.AsSpan(start * width, block.Rows * width).CopyTo(block.Targets.Span);
            }

            yield return block;
        }
    }

    /// <summary>The rows of a block that <see cref="Read"/> gave, which the caller's dispose scope owns.</summary>
    public BlockTensors Of(TrainingBlock block)
    {
        if (block.Order is not { } order)
        {
            return _all.Slice(block.Start, block.Rows);
        }

        var numbers = torch.frombuffer(order, torch.ScalarType.Int32, block.Start + (long)block.Rows).narrow(0, block.Start, block.Rows).CopyTo(_device);
        return _all.Select(numbers);
    }

    public void Dispose() => _all.Dispose();

    /// <summary>How many rows are gathered at once: whole batches, at least one.</summary>
    private int Gathered(int batch)
    {
        var batches = Math.Clamp(GatheredBytes / ((long)batch * _inputs * sizeof(float)), 1, TrainingBlock.MostBatches);
        return (int)Math.Min(batch * batches, Count);
    }
}
