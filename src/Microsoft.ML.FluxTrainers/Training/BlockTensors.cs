// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of a block as tensors.</summary>
/// <remarks>They are copies, on the CPU too: torch's products give other bits for other alignments of memory, and only
/// torch's own memory always has the same one. Views of the block's arrays would make equal seeds give unequal models.</remarks>
/// <param name="Features">Float32 <c>[rows, inputs]</c>.</param>
/// <param name="Targets">Class numbers, int64 <c>[rows]</c>, or float32 <c>[rows, width]</c>.</param>
/// <param name="Weights">Float32 <c>[rows]</c>, or null where all rows weigh 1.</param>
internal sealed record BlockTensors(torch.Tensor Features, torch.Tensor Targets, torch.Tensor? Weights)
{
    public static BlockTensors Of(TrainingBlock block, TargetType target, torch.Device device) => new(
        Copy(block.Features, block.Rows * block.Inputs, device).view(block.Rows, block.Inputs),
        Typed(Copy(block.Targets, block.Rows * block.TargetWidth, device), block, target),
        block.Weights is { } weights ? Copy(weights, block.Rows, device) : null);

    /// <summary>Some of the rows.</summary>
    public BlockTensors Slice(int start, int rows) => new(
        Features.narrow(0, start, rows), Targets.narrow(0, start, rows), Weights?.narrow(0, start, rows));

    private static torch.Tensor Typed(torch.Tensor targets, TrainingBlock block, TargetType type) =>
        type == TargetType.ClassIndex ? targets.to(torch.ScalarType.Int64) : targets.view(block.Rows, block.TargetWidth);

    private static torch.Tensor Copy(float[] values, int count, torch.Device device) =>
        torch.frombuffer(values, torch.ScalarType.Float32, count).to(device, copy: true);
}
