// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Torch's generator as text, to see whether something drew from it.</summary>
internal static class TorchState
{
    public static string Generator()
    {
        using var state = get_rng_state();
        return Convert.ToHexString(state.bytes);
    }

    public static float[] Floats(Tensor tensor) => [.. tensor.detach().contiguous().data<float>()];
}
