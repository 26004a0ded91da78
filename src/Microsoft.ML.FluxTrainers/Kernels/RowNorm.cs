// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows with mean 0 and variance 1, scaled and shifted number by number: layer normalization.</summary>
/// <remarks>
/// With n numbers in a row, mean m, r = 1 / sqrt(variance + epsilon), z = (x - m) r and y = w z + b, let D be the gradient of y and G = w D. Each z depends on all x of its row by m and r,
/// so that the gradient of x is r (G - sum(G) / n - z sum(G z) / n); that of w is D z, that of b is D, added up over rows. Sums are those of distances: from the row's first number to find
/// the mean, and from the mean, so that large numbers that hardly differ lose nothing.
/// </remarks>
internal static unsafe class RowNorm
{
    /// <summary>Numbers that are added up as floats; the sums of several such stretches are added as doubles.</summary>
    private const int Stretch = 1024;

    /// <summary>What is added up of a distance. A struct, so that the loops inline it.</summary>
    private interface ITerm
    {
        static abstract Vector<float> Of(Vector<float> distance);

        static abstract float Of(float distance);
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="weight">w, one number a column.</param>
    /// <param name="bias">b, one number a column.</param>
    /// <param name="means">Receives m, one number a row.</param>
    /// <param name="inverses">Receives r, one number a row.</param>
    /// <param name="y">Receives the outputs; not in place of the rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(float* x, int rows, int width, double epsilon, float* weight, float* bias, float* means, float* inverses, float* y)
    {
        for (var row = 0; row < rows; row++, x += width, y += width)
        {
            var mean = means[row] = (float)(x[0] + (Sum<Distance>(x, width, x[0]) / width));
            var inverse = inverses[row] = (float)(1 / Math.Sqrt((Sum<Square>(x, width, mean) / width) + epsilon));
            var (m, r) = (new Vector<float>(mean), new Vector<float>(inverse));
            var j = 0;
            for (; j <= width - Vector<float>.Count; j += Vector<float>.Count)
            {
                (((Vector.Load(x + j) - m) * r * Vector.Load(weight + j)) + Vector.Load(bias + j)).Store(y + j);
            }

            for (; j < width; j++)
            {
                y[j] = ((x[j] - mean) * inverse * weight[j]) + bias[j];
            }
        }
    }

    /// <summary>Computes the gradient of the rows.</summary>
    /// <param name="d">The gradient of the outputs.</param>
    /// <param name="x">The rows.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="weight">w.</param>
    /// <param name="means">m of each row.</param>
    /// <param name="inverses">r of each row.</param>
    /// <param name="result">Receives the gradient, maybe in place of that of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(float* d, float* x, int width, float* weight, ReadOnlySpan<float> means, ReadOnlySpan<float> inverses, float* result)
    {
        for (var row = 0; row < means.Length; row++, d += width, x += width, result += width)
        {
            var (mean, inverse) = (means[row], inverses[row]);
            var (sum, products) = Sums(d, weight, x, width, mean);
            var slope = (float)(-products / width * inverse * inverse * inverse);
            var constant = (float)(-sum / width * inverse);
            var (m, r, s, c) = (new Vector<float>(mean), new Vector<float>(inverse), new Vector<float>(slope), new Vector<float>(constant));
            var j = 0;
            for (; j <= width - Vector<float>.Count; j += Vector<float>.Count)
            {
                ((Vector.Load(d + j) * Vector.Load(weight + j) * r) + ((Vector.Load(x + j) - m) * s) + c).Store(result + j);
            }

            for (; j < width; j++)
            {
                result[j] = (d[j] * weight[j] * inverse) + ((x[j] - mean) * slope) + constant;
            }
        }
    }

    /// <summary>Adds the gradient of w.</summary>
    /// <param name="d">The gradient of the outputs.</param>
    /// <param name="x">The rows.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="means">m of each row.</param>
    /// <param name="inverses">r of each row.</param>
    /// <param name="gradient">The gradient, which is added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeightGradient(float* d, float* x, int width, ReadOnlySpan<float> means, ReadOnlySpan<float> inverses, float* gradient)
    {
        for (var row = 0; row < means.Length; row++, d += width, x += width)
        {
            var (mean, inverse) = (means[row], inverses[row]);
            var (m, r) = (new Vector<float>(mean), new Vector<float>(inverse));
            var j = 0;
            for (; j <= width - Vector<float>.Count; j += Vector<float>.Count)
            {
                (Vector.Load(gradient + j) + (Vector.Load(d + j) * ((Vector.Load(x + j) - m) * r))).Store(gradient + j);
            }

            for (; j < width; j++)
            {
                gradient[j] += d[j] * ((x[j] - mean) * inverse);
            }
        }
    }

    /// <summary>The sum of a function of the distances x - from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum<T>(float* x, int width, float from)
        where T : struct, ITerm
    {
        var total = 0.0;
        var f = new Vector<float>(from);
        for (var j = 0; j < width;)
        {
            var end = Math.Min(width, j + Stretch);
            var (even, odd) = (Vector<float>.Zero, Vector<float>.Zero); // two sums, as each addition waits for the one before
            for (; j <= end - (2 * Vector<float>.Count); j += 2 * Vector<float>.Count)
            {
                even += T.Of(Vector.Load(x + j) - f);
                odd += T.Of(Vector.Load(x + j + Vector<float>.Count) - f);
            }

            if (j <= end - Vector<float>.Count)
            {
                even += T.Of(Vector.Load(x + j) - f);
                j += Vector<float>.Count;
            }

            var sum = Vector.Sum(even + odd);
            for (; j < end; j++)
            {
                sum += T.Of(x[j] - from);
            }

            total += sum;
        }

        return total;
    }

    /// <summary>sum(G) and sum(G (x - m)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double Sum, double Products) Sums(float* d, float* weight, float* x, int width, float mean)
    {
        var (total, totalProducts) = (0.0, 0.0);
        var m = new Vector<float>(mean);
        for (var j = 0; j < width;)
        {
            var end = Math.Min(width, j + Stretch);
            var (sums, products) = (Vector<float>.Zero, Vector<float>.Zero);
            for (; j <= end - Vector<float>.Count; j += Vector<float>.Count)
            {
                var g = Vector.Load(d + j) * Vector.Load(weight + j);
                sums += g;
                products += g * (Vector.Load(x + j) - m);
            }

            var (sum, product) = (Vector.Sum(sums), Vector.Sum(products));
            for (; j < end; j++)
            {
                sum += d[j] * weight[j];
                product += d[j] * weight[j] * (x[j] - mean);
            }

            total += sum;
            totalProducts += product;
        }

        return (total, totalProducts);
    }

    private readonly struct Distance : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> distance) => distance;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Of(float distance) => distance;
    }

    private readonly struct Square : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> distance) => distance * distance;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Of(float distance) => distance * distance;
    }
}
