// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the weights of two-dimensional convolutions lie in memory: the channels of a place side by side, which torch calls the
/// memory format "channels last".</summary>
/// <remarks>Torch then computes the whole stack of convolutions in that format, whose kernels need no copies to and fro: about a third less
/// time for small networks on a CPU. Results are the same to rounding.</remarks>
internal static class ChannelsLast
{
    /// <summary>A view of consecutive numbers as a parameter.</summary>
    /// <param name="flat">As many numbers as the shape has, one after the other.</param>
    /// <param name="shape">The parameter's shape, as its module sees it.</param>
    public static Tensor View(Tensor flat, long[] shape) => shape is [var outputs, var inputs, var height, var width]
        ? flat.view(outputs, height, width, inputs).permute(0, 3, 1, 2)
        : flat.view(shape);

    /// <summary>Brings a module's weights into this order.</summary>
    public static void Arrange(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        foreach (var parameter in module.parameters().Where(parameter => parameter.dim() == 4))
        {
            var copy = View(empty(parameter.numel(), parameter.dtype, parameter.device), parameter.shape);
            copy.copy_(parameter);
            parameter.set_(copy);
        }
    }
}
