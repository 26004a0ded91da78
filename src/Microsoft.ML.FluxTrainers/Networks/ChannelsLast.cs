// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the weights of convolutions over one or two dimensions lie in memory: the channels of a place side by side, which torch calls the
/// memory format "channels last".</summary>
/// <remarks>Torch then computes all between such layers in that format, whose kernels need no copies to and fro: half the time for small
/// networks on a CPU, about the same for deep ones. Results are the same to rounding.</remarks>
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

    /// <summary>The numbers of a tensor of a convolution's weight, one after the other as <see cref="View"/> takes them: a view where they lie so.</summary>
    public static Tensor Flat(Tensor weight) => (weight.dim() == 3 ? weight.permute(0, 2, 1) : weight.permute(0, 2, 3, 1)).reshape(-1);

    /// <summary>A weight of zeros in this order.</summary>
    public static Parameter Zeros(ValueList<int> shape)
    {
        ConvolutionCheck.Ensure();
        using var flat = zeros(ShapeSize.Long(shape), ScalarType.Float32, CPU);
        using var scope = NewDisposeScope();
        var parameter = nn.Parameter(View(flat, [.. shape.Select(size => (long)size)]));
        parameter.MoveToOuterDisposeScope();
        return parameter;
    }

    /// <summary>Brings a module's weights into this order, before it is run.</summary>
    public static void Arrange(nn.Module module)
    {
        if (module.modules().Prepend(module).OfType<Convolution>().Any())
        {
            ConvolutionCheck.Ensure();
        }

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
