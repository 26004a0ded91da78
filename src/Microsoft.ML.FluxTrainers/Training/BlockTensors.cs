// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows as tensors.</summary>
/// <param name="Features">Float32 <c>[rows, inputs]</c>.</param>
/// <param name="Targets">Class numbers, int64 <c>[rows]</c>, or float32 <c>[rows, width]</c>.</param>
/// <param name="Weights">Float32 <c>[rows]</c>, or null where all rows weigh 1.</param>
internal sealed record BlockTensors(torch.Tensor Features, torch.Tensor Targets, torch.Tensor? Weights) : IDisposable
{
    /// <summary>The rows in the arrays of a block: on the CPU views of them, elsewhere copies.</summary>
    public static BlockTensors Of(TrainingBlock block, ValueList<int> row, TargetType target, torch.Device device) => new(
        View(block.Features, block.Rows * block.Inputs, device).view([block.Rows, .. row.Select(size => (long)size)]),
        Typed(View(block.Targets, block.Rows * block.TargetWidth, device), block, target),
        block.Weights is { } weights ? View(weights, block.Rows, device) : null);

    /// <summary>Room for some rows of the same kind, which no dispose scope owns.</summary>
    public static BlockTensors Like(BlockTensors some, int rows)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor Room(torch.Tensor one) => torch.empty([rows, .. one.shape[1..]], one.dtype, one.device);
        var room = new BlockTensors(Room(some.Features), Room(some.Targets), some.Weights is null ? null : Room(some.Weights));
        room.Features.DetachFromDisposeScope(); // only once all of them are there
        room.Targets.DetachFromDisposeScope();
        room.Weights?.DetachFromDisposeScope();
        return room;
    }

    /// <summary>Some of the rows.</summary>
    public BlockTensors Slice(int start, int rows) => new(
        Features.narrow(0, start, rows), Targets.narrow(0, start, rows), Weights?.narrow(0, start, rows));

    /// <summary>Copies of rows in any order.</summary>
    /// <param name="numbers">Their numbers.</param>
    public BlockTensors Select(torch.Tensor numbers) => new(
        Features.index_select(0, numbers), Targets.index_select(0, numbers), Weights?.index_select(0, numbers));

    /// <summary>Copies as many rows.</summary>
    public void CopyFrom(BlockTensors rows)
    {
        Features.copy_(rows.Features);
        Targets.copy_(rows.Targets);
        Weights?.copy_(rows.Weights!);
    }

    public void Dispose()
    {
        Features.Dispose();
        Targets.Dispose();
        Weights?.Dispose();
    }

    private static torch.Tensor Typed(torch.Tensor targets, TrainingBlock block, TargetType type) =>
        type == TargetType.ClassIndex ? targets.to(torch.ScalarType.Int64) : targets.view(block.Rows, block.TargetWidth);

    private static torch.Tensor View(PinnedFloats values, int count, torch.Device device) => values.ToTensor(count).CopyTo(device);
}
