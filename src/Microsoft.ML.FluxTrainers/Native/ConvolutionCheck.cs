// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes sure that torch's convolutions on the CPU are right.</summary>
/// <remarks>
/// Torch leaves them to oneDNN, and version 3.7.1 of that, which is in libtorch 2.10, gives wrong numbers where a processor does not describe its caches, as an AMD EPYC
/// in a Firecracker machine: gradients of inputs where less than 16 channels go out, transposed convolutions, windows of one pixel with steps of two. A few small convolutions,
/// computed as matrix products of unfolded images too, tell. Where they differ, oneDNN is switched off for the process: torch's own kernels are slower, and right.
/// </remarks>
internal static class ConvolutionCheck
{
    private static readonly Lazy<string?> _fault = new(Find);
    private static int _noticeTaken;

    /// <summary>Checks once in a process; torch must be loaded.</summary>
    public static void Ensure() => _ = _fault.Value;

    /// <summary>Whether torch computes convolutions by oneDNN, since that is right here. Torch must be loaded.</summary>
    public static bool UsesOneDnn => _fault.Value is null;

    /// <summary>A sentence for the log if convolutions were wrong: once in a process, else null.</summary>
    public static string? TakeNotice() =>
        !_fault.IsValueCreated || _fault.Value is null || Interlocked.Exchange(ref _noticeTaken, 1) == 1 ? null : _fault.Value;

    private static string? Find()
    {
        if (IsRight())
        {
            return null;
        }

        const string fault = "oneDNN, which torch uses for convolutions on the CPU, computes some of them wrongly on this processor";
        return OneDnn.TrySwitchOff() && IsRight()
            ? fault + "; it is switched off, and torch's own, slower kernels are in use."
            : fault + ", and it cannot be switched off: results of networks with convolutions may be wrong. Set ONEDNN_MAX_CPU_ISA=AVX in the environment.";
    }

    private static bool IsRight()
    {
        using var scope = NewDisposeScope();
        using var on = enable_grad();
        return IsSame(channels: 8, outputs: 8, window: 3, stride: 1) && IsSame(channels: 64, outputs: 128, window: 1, stride: 2)
            && IsSame(channels: 2, outputs: 4, window: 3, stride: 2);
    }

    /// <summary>Whether outputs and gradients of a convolution are those of a matrix product.</summary>
    private static bool IsSame(int channels, int outputs, int window, int stride)
    {
        const int rows = 2;
        const int size = 8;
        var convolved = Run((x, weight) => nn.functional.conv2d(x, weight, strides: [stride, stride]).flatten(2));
        var product = Run((x, weight) => weight.flatten(1).matmul(nn.functional.unfold(x, window, stride: stride)));
        return convolved.Zip(product).All(pair => allclose(pair.First, pair.Second, 1e-3, 1e-3));

        Tensor[] Run(Func<Tensor, Tensor, Tensor> function)
        {
            // Memory that was used before has numbers in it; what is wrong may read them.
            full([rows, 128, 32, 32], float.NaN).Dispose();
            var x = Waves(rows, channels, size, size).requires_grad_();
            var weight = Waves(outputs, channels, window, window).requires_grad_();
            var y = function(x, weight);
            (y * Waves(y.shape)).sum().backward();
            return [y, x.grad!, weight.grad!];
        }
    }

    /// <summary>Numbers between -1 and 1, without drawing any.</summary>
    private static Tensor Waves(params long[] shape) =>
        arange(shape.Aggregate((product, length) => product * length), ScalarType.Float32).mul(1.7).sin().view(shape);
}
