// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Gradients that depend on the parameters and turn from step to step, as Reference/optimizers.py has them
/// too.</summary>
internal static class OptimizerProblem
{
    public const int Size = 11;

    public static float[] Start() => [.. Enumerable.Range(0, Size).Select(i => (float)((0.5 * (i - 2)) + 0.1))];

    public static float[] Gradient(long step, ReadOnlySpan<float> parameters)
    {
        var gradient = new float[Size];
        for (var i = 0; i < Size; i++)
        {
            gradient[i] = (float)((parameters[i] * (i + 1.0) / 8) + Math.Cos((0.9 * i) + (0.7 * step)));
        }

        return gradient;
    }

    /// <summary>Takes the steps from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static void Run(
        Optimizer optimizer, OptimizerState state, FlatVector parameters, int first, int last, Action<int, float[]>? seen = null)
    {
        using var gradient = parameters.NewZeros();
        for (var step = first; step <= last; step++)
        {
            gradient.CopyFrom(Gradient(step, parameters.Values()));
            optimizer.Step(state, parameters, gradient, optimizer.LearningRate);
            seen?.Invoke(step, parameters.Values());
        }
    }
}
