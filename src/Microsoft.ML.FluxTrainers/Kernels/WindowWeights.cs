// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The weights of a convolution in the order that <see cref="Correlation"/> takes.</summary>
/// <remarks>In PyTorch's order the weight of output o, channel c and cell k lies at (o * channels + c) * cells + k.</remarks>
internal static unsafe class WindowWeights
{
    /// <summary>Copies weights to (k * channels + c) * outputs + o.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Arrange(float* weights, int outputs, int channels, int cells, float* arranged)
    {
        var step = (nint)channels * cells;
        for (var channel = 0; channel < channels; channel++)
        {
            for (var cell = 0; cell < cells; cell++)
            {
                var from = weights + ((nint)channel * cells) + cell;
                var to = arranged + ((((nint)cell * channels) + channel) * outputs);
                for (var output = 0; output < outputs; output++, from += step)
                {
                    to[output] = *from;
                }
            }
        }
    }

    /// <summary>Adds numbers from that order to their places in PyTorch's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddBack(float* arranged, int outputs, int channels, int cells, float* weights)
    {
        var step = (nint)channels * cells;
        for (var channel = 0; channel < channels; channel++)
        {
            for (var cell = 0; cell < cells; cell++)
            {
                var to = weights + ((nint)channel * cells) + cell;
                var from = arranged + ((((nint)cell * channels) + channel) * outputs);
                for (var output = 0; output < outputs; output++, to += step)
                {
                    *to += from[output];
                }
            }
        }
    }

    /// <summary>Copies weights with the cells in reverse, and outputs and channels in each other's place: to ((cells - 1 - k) * outputs + o) * channels + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reverse(float* weights, int outputs, int channels, int cells, float* reversed)
    {
        for (var output = 0; output < outputs; output++)
        {
            for (var cell = 0; cell < cells; cell++)
            {
                var from = weights + ((nint)output * channels * cells) + cell;
                var to = reversed + (((((nint)cells - 1 - cell) * outputs) + output) * channels);
                for (var channel = 0; channel < channels; channel++, from += cells)
                {
                    to[channel] = *from;
                }
            }
        }
    }
}
