// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of a block as tensors: on the CPU views of its arrays, elsewhere copies.</summary>
/// <param name="Features">Float32 <c>[rows, inputs]</c>.</param>
/// <param name="Targets">Class numbers, int64 <c>[rows]</c>, or float32 <c>[rows, width]</c>.</param>
/// <param name="Weights">Float32 <c>[rows]</c>, or null where all rows weigh 1.</param>
internal sealed record BlockTensors(torch.Tensor Features, torch.Tensor Targets, torch.Tensor? Weights)
{
    public static BlockTensors Of(TrainingBlock block, ValueList<int> row, TargetType target, torch.Device device) => new(
        View(block.Features, block.Rows * block.Inputs, device).view([block.Rows, .. row.Select(size => (long)size)]),
        Typed(View(block.Targets, block.Rows * block.TargetWidth, device), block, target),
        block.Weights is { } weights ? View(weights, block.Rows, device) : null);

    /// <summary>Some of the rows.</summary>
    public BlockTensors Slice(int start, int rows) => new(
        Features.narrow(0, start, rows), Targets.narrow(0, start, rows), Weights?.narrow(0, start, rows));

    private static torch.Tensor Typed(torch.Tensor targets, TrainingBlock block, TargetType type) =>
        type == TargetType.ClassIndex ? targets.to(torch.ScalarType.Int64) : targets.view(block.Rows, block.TargetWidth);

    private static torch.Tensor View(PinnedFloats values, int count, torch.Device device)
    {
        var view = values.ToTensor(count);
        return device.type == DeviceType.CPU ? view : view.to(device);
    }
}
