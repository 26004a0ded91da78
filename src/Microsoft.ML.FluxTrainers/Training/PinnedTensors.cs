// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Managed memory as tensors.</summary>
internal static class PinnedTensors
{
    /// <summary>The first floats as a tensor, which shares their memory and keeps it.</summary>
    public static torch.Tensor ToTensor(this PinnedFloats floats, int count)
    {
        using var scope = torch.NewDisposeScope();
        var (array, start) = floats.Place;
        return torch.frombuffer(array, torch.ScalarType.Float32, start + (long)count).narrow(0, start, count).MoveToOuterDisposeScope();
    }
}
