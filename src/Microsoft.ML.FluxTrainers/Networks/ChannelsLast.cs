// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the weights of convolutions over one or two dimensions lie in memory: the channels of a place side by side, which torch calls the
/// memory format "channels last".</summary>
/// <remarks>
/// <para>Torch then computes all between such layers in that format, whose kernels need no copies to and fro: half the time for small
/// networks on a CPU, about the same for deep ones. Results are the same to rounding.</para>
/// <para>And it is right: libtorch 2.10 on the CPU gives a wrong gradient of the input of a convolution in the usual format where a batch has several rows and less than 16
/// channels go out, whatever instructions it uses (found by comparing with double precision).</para>
/// </remarks>
internal static class ChannelsLast
{
    /// <summary>The handles of the weights to arrange so: others may be read by code that wants them in order.</summary>
    public static HashSet<nint> WeightsOf(nn.Module module) =>
        [.. module.modules().Prepend(module).OfType<Convolution>().Where(layer => layer is Conv1d or Conv2d).Select(layer => layer.weight!.Handle)];

    /// <summary>A view of consecutive numbers as a convolution's weight.</summary>
    /// <param name="flat">As many numbers as the shape has, one after the other.</param>
    /// <param name="shape">The weight's shape, as its module sees it.</param>
    public static Tensor View(Tensor flat, long[] shape) => shape is [var outputs, var channels, var length]
        ? flat.view(outputs, length, channels).permute(0, 2, 1)
        : flat.view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2);

    /// <summary>Brings a module's weights into this order.</summary>
    public static void Arrange(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var weights = WeightsOf(module);
        foreach (var weight in module.parameters().Where(parameter => weights.Contains(parameter.Handle)))
        {
            var copy = View(empty(weight.numel(), weight.dtype, weight.device), weight.shape);
            copy.copy_(weight);
            weight.set_(copy);
        }
    }
}
