// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The most bytes that each section may have.</summary>
internal static class SectionLimits
{
    /// <summary>The manifest: 16 MB.</summary>
    public const long Manifest = 16 << 20;

    /// <summary>The history: 256 MB, some two million events. No more is ever written.</summary>
    public const long History = 256 << 20;

    /// <summary>The weights: the bytes of the tensors that the manifest lists, and the longest header.</summary>
    /// <exception cref="InvalidDataException">The list makes no sense, or its sum leaves the range of 64 bits.</exception>
    public static long Weights(IEnumerable<TensorClaim> tensors)
    {
        var sum = (long)sizeof(long) + Safetensors.MaxHeaderBytes;
        foreach (var tensor in tensors)
        {
            sum = tensor.Type.TryByteCount(tensor.Shape, out var bytes) && bytes <= long.MaxValue - sum
                ? sum + bytes
                : throw DamagedModel.Because("its manifest lists parameters of an impossible size");
        }

        return sum;
    }
}
