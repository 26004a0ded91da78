// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tensors for the weights of a new module: float32 on the CPU, whatever torch's defaults are.</summary>
internal static class ParameterTensors
{
    public static Parameter Zeros(params ReadOnlySpan<int> shape) => nn.Parameter(Filled(0, shape));

    public static Parameter Ones(params ReadOnlySpan<int> shape) => nn.Parameter(Filled(1, shape));

    public static Tensor Filled(float value, params ReadOnlySpan<int> shape) =>
        full(Long(shape), value, dtype: ScalarType.Float32, device: CPU);

    public static long[] Long(ReadOnlySpan<int> shape)
    {
        var sizes = new long[shape.Length];
        for (var index = 0; index < sizes.Length; index++)
        {
            sizes[index] = shape[index];
        }

        return sizes;
    }
}
