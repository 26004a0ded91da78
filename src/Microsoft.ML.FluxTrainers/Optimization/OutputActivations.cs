// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The arithmetic of <see cref="OutputActivation"/>, on many rows at a time.</summary>
internal static class OutputActivations
{
    /// <summary>Turns raw outputs into scores, in place.</summary>
    /// <param name="activation">What is done.</param>
    /// <param name="rows">The outputs, row after row.</param>
    /// <param name="width">Outputs per row.</param>
    public static void Apply(this OutputActivation activation, Span<float> rows, int width)
    {
        switch (activation)
        {
            case OutputActivation.Softmax:
                Probabilities.Softmax(rows, width);
                break;
            case OutputActivation.Sigmoid:
                Probabilities.Sigmoid(rows);
                break;
            case OutputActivation.Exp:
                Exponentiate(rows);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // of many rows, in a first pass that is over before .NET compiles with care
    private static void Exponentiate(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = MathF.Exp(value);
        }
    }
}
