// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Loops that TensorPrimitives has too, for those that run once a row or a step: compiled with care from the first call, with the same bits.</summary>
/// <remarks>A short fit is over before .NET has compiled TensorPrimitives well: it begins with quick code, in which each vector operation is a call.</remarks>
internal static class VectorLoops
{
    /// <summary>result = x + y. The result may take the place of either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result)
    {
        var xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        var ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        var results = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = xs[i] + ys[i];
        }

        for (var i = results.Length * Vector<float>.Count; i < result.Length; i++)
        {
            result[i] = x[i] + y[i];
        }
    }

    /// <summary>result = x * y. The result may take the place of either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result)
    {
        var xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        var ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        var results = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = xs[i] * ys[i];
        }

        for (var i = results.Length * Vector<float>.Count; i < result.Length; i++)
        {
            result[i] = x[i] * y[i];
        }
    }

    /// <summary>values = values * factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(Span<float> values, float factor)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] *= factor;
        }

        for (var i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }

    /// <summary>row = (row - offset) * scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Standardize(Span<float> row, ReadOnlySpan<float> offset, ReadOnlySpan<float> scale)
    {
        var rows = MemoryMarshal.Cast<float, Vector<float>>(row);
        var offsets = MemoryMarshal.Cast<float, Vector<float>>(offset);
        var scales = MemoryMarshal.Cast<float, Vector<float>>(scale);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (rows[i] - offsets[i]) * scales[i];
        }

        for (var i = rows.Length * Vector<float>.Count; i < row.Length; i++)
        {
            row[i] = (row[i] - offset[i]) * scale[i];
        }
    }

    /// <summary>Whether no number is infinite or NaN: of those, and of those only, the difference from itself is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreFinite(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var differences = Vector<float>.Zero;
        for (var i = 0; i < vectors.Length; i++)
        {
            differences += vectors[i] - vectors[i];
        }

        var rest = 0f;
        for (var i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            rest += values[i] - values[i];
        }

        return rest == 0 && differences == Vector<float>.Zero;
    }
}
