// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How many numbers a shape holds.</summary>
internal static class ShapeSize
{
    /// <summary>The product of the sizes; 1 without any.</summary>
    /// <exception cref="OverflowException">It leaves the range of 32 bits.</exception>
    public static int Of(IEnumerable<int> shape) => checked((int)Long(shape));

    /// <summary>The product of the sizes; 1 without any.</summary>
    /// <exception cref="OverflowException">It leaves the range of 64 bits.</exception>
    public static long Long(IEnumerable<int> shape)
    {
        var product = 1L;
        foreach (var size in shape)
        {
            product = checked(product * size);
        }

        return product;
    }
}
