// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>kernels: multiplies matrices of many sizes, convolves images, and prints the widest vectors in use, the largest error against double
/// precision, whether every row gave the same bits alone and in the product, and a hash of masks, exponentials, activations and steps of Adam, which are equal on every processor.</summary>
internal static class KernelsVerb
{
    public static void Run()
    {
        var width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        var random = new RandomStream(1);
        var error = 0.0;
        var isSame = true;
        int[] sizes = [1, 2, 7, 9, 16, 17, 33, 70];
        foreach (var m in sizes)
        {
            foreach (var n in sizes)
            {
                foreach (var k in new[] { 1, 3, 28, 256, 300 })
                {
                    var product = new ProductCheck(m, n, k, random);
                    error = Math.Max(error, product.LargestError());
                    isSame &= product.RowsGiveTheSameBitsAlone();
                }
            }
        }

        foreach (var (channels, outputs) in new[] { (1, 16), (3, 5), (16, 32), (7, 50) })
        {
            var padded = new WindowAxis(Size: 7, Positions: 7, Kernel: 3, Stride: 1, Padding: 1, Dilation: 1);
            var strided = new WindowAxis(Size: 9, Positions: 4, Kernel: 2, Stride: 2, Padding: 0, Dilation: 1);
            error = Math.Max(error, new CorrelationCheck(channels, outputs, padded, strided, random).LargestError());
            error = Math.Max(error, new CorrelationCheck(channels, outputs, strided, padded, random).LargestError());
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"vectors of {width} bits, largest error {error:E1}, rows alone same bits: {isSame}, hash {Hash()}"));
    }

    /// <summary>A hash of numbers whose bits do not depend on the processor.</summary>
    private static string Hash()
    {
        var numbers = new float[1003];
        new RandomStream(2).FillDropoutMask(numbers.AsSpan(0, 500), 0.3);
        new RandomStream(3).FillUniform(numbers.AsSpan(500), -90, 0);
        Exponential.Apply(numbers.AsSpan(500));
        var points = new float[1003];
        new RandomStream(4).FillUniform(points, -20, 20);
        return Hash([.. numbers, .. Activated(Activation.GELU, points), .. Activated(Activation.Mish, points), .. Activated(Activation.Softplus, points), .. Stepped(points)]);
    }

    /// <summary>Parameters after two steps of Adam by gradients of many sizes.</summary>
    private static float[] Stepped(float[] gradients)
    {
        using var parameters = new ManagedVector(gradients.Length);
        using var gradient = new ManagedVector(gradients.Length);
        using var state = new OptimizerState(parameters);
        foreach (var factor in new[] { 0.01, -7 })
        {
            gradient.CopyFrom(gradients);
            new Adam().Step(state, parameters, gradient, 0.1, factor);
        }

        return parameters.Span.ToArray();
    }

    /// <summary>The values of an activation and its derivatives.</summary>
    private static float[] Activated(Activation activation, float[] points)
    {
        var (values, derivatives) = (new float[points.Length], Enumerable.Repeat(1f, points.Length).ToArray());
        activation.Kernel!.Forward(points, values);
        activation.Kernel.Backward(points, values, derivatives);
        return [.. values, .. derivatives];
    }

    private static string Hash(float[] numbers) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(numbers.AsSpan())).AsSpan(0, 8));
}
