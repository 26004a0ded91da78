// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Turns raw features into what the network was trained on: z = (x - offset) * scale, missing values replaced.</summary>
/// <param name="Offset">Subtracted from each feature; 0 for those that sparse rows do not all store.</param>
/// <param name="Scale">Multiplied after that.</param>
/// <param name="Fill">What stands in for NaN, or null where NaN stays.</param>
internal sealed record InputScaling(float[] Offset, float[] Scale, float[]? Fill)
{
    /// <summary>Changes nothing.</summary>
    public static InputScaling None(int width, float[]? fill = null)
    {
        var ones = new float[width];
        ones.AsSpan().Fill(1);
        return new InputScaling(new float[width], ones, fill);
    }

    /// <summary>Scales one number.</summary>
    public float Of(float value, int feature) =>
        ((float.IsNaN(value) && Fill is not null ? Fill[feature] : value) - Offset[feature]) * Scale[feature];

    /// <summary>Whether it leaves numbers as they are.</summary>
    public bool IsNone => Fill is null && !Offset.AsSpan().ContainsAnyExcept(0) && !Scale.AsSpan().ContainsAnyExcept(1);

    /// <summary>Scales one row in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public void Apply(Span<float> row)
    {
        if (Fill is not null)
        {
            Replace(row, Fill);
        }

        VectorLoops.Standardize(row, Offset, Scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Replace(Span<float> row, float[] fill)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = float.IsNaN(row[i]) ? fill[i] : row[i];
        }
    }
}
