// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Functions with gradients worked by hand, as Reference/optimizers.py has them too.</summary>
internal static class LbfgsProblem
{
    public static (double Loss, float[] Gradient) Rosenbrock(float[] w)
    {
        var loss = 0.0;
        var gradient = new double[w.Length];
        for (var i = 0; i + 1 < w.Length; i++)
        {
            double x = w[i];
            var bend = w[i + 1] - (x * x);
            loss += (10 * bend * bend) + ((1 - x) * (1 - x));
            gradient[i] += (-40 * x * bend) - (2 * (1 - x));
            gradient[i + 1] += 20 * bend;
        }

        return (loss, [.. gradient.Select(value => (float)value)]);
    }

    public static (double Loss, float[] Gradient) Quartic(float[] w)
    {
        var loss = 0.0;
        var gradient = new double[w.Length];
        for (var i = 0; i < w.Length; i++)
        {
            var (scale, off) = (i + 1, w[i] - (0.3 * (i + 1)));
            loss += scale * off * off / 2;
            gradient[i] += scale * off;
            if (i + 1 < w.Length)
            {
                var gap = (double)w[i + 1] - w[i];
                loss += 0.1 * Math.Pow(gap, 4);
                gradient[i] -= 0.4 * Math.Pow(gap, 3);
                gradient[i + 1] += 0.4 * Math.Pow(gap, 3);
            }
        }

        return (loss, [.. gradient.Select(value => (float)value)]);
    }

    /// <summary>What <see cref="Optimizer.StepWithClosure"/> asks for: the gradient in place, the loss returned.</summary>
    public static Func<double> Closure(
        Func<float[], (double Loss, float[] Gradient)> problem,
        FlatVector parameters,
        FlatVector gradient,
        Action? asked = null) => () =>
    {
        asked?.Invoke();
        var (loss, values) = problem(parameters.Values());
        gradient.CopyFrom(values);
        return loss;
    };
}
