// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The last changes of gradient and parameters, which stand for the inverse Hessian in <see cref="Lbfgs"/>.</summary>
/// <remarks>Pair number j is kept in place j modulo the size, as the vectors "y.j" (gradient) and "s.j" (parameters).</remarks>
/// <param name="state">Where the pairs are kept.</param>
/// <param name="size">How many pairs are kept. With another size than before, memory starts anew.</param>
internal sealed class LbfgsMemory(OptimizerState state, int size)
{
    private const string Size = "history_size";
    private const string PairCount = "pairs";
    private const string HessianScale = "H_diag";

    /// <summary>Takes in the step that led to the present gradient, unless the loss did not curve upward along it.</summary>
    /// <param name="gradient">The present gradient.</param>
    /// <param name="previousGradient">The gradient before the step.</param>
    /// <param name="direction">The direction of the step.</param>
    /// <param name="length">How far the step went along it.</param>
    public void Remember(FlatVector gradient, FlatVector previousGradient, FlatVector direction, double length)
    {
        if (state.Counter(Size) != size)
        {
            state.SetCounter(Size, size);
            state.SetCounter(PairCount, 0);
        }

        // previousGradient is overwritten by the caller next, so it can hold the change until it is known to be of use.
        previousGradient.Scale(-1);
        previousGradient.AddScaled(gradient, 1);
        var curvature = previousGradient.Dot(direction) * length;
        if (curvature <= 1e-10)
        {
            return;
        }

        var pair = (long)state.Counter(PairCount);
        Change(pair).CopyFrom(previousGradient);
        Move(pair).Fill(0);
        Move(pair).AddScaled(direction, length);
        state.SetCounter(Name("ro", pair), 1 / curvature);
        state.SetCounter(HessianScale, curvature / previousGradient.NormSquared());
        state.SetCounter(PairCount, pair + 1);
    }

    /// <summary>Sets the direction to minus the inverse Hessian times the gradient: the two loops of algorithm 7.4 of Nocedal
    /// and Wright.</summary>
    public void Direct(FlatVector direction, FlatVector gradient)
    {
        var end = (long)state.Counter(PairCount);
        var begin = Math.Max(0, end - size);
        var weights = new double[end - begin];
        direction.CopyFrom(gradient);
        direction.Scale(-1);
        for (var pair = end - 1; pair >= begin; pair--)
        {
            var weight = Move(pair).Dot(direction) * Inverse(pair);
            direction.AddScaled(Change(pair), -weight);
            weights[pair - begin] = weight;
        }

        direction.Scale(state.Counter(HessianScale, 1));
        for (var pair = begin; pair < end; pair++)
        {
            var weight = Change(pair).Dot(direction) * Inverse(pair);
            direction.AddScaled(Move(pair), weights[pair - begin] - weight);
        }
    }

    private FlatVector Change(long pair) => state.Vector(Name("y", pair));

    private FlatVector Move(long pair) => state.Vector(Name("s", pair));

    private double Inverse(long pair) => state.Counter(Name("ro", pair));

    private string Name(string kind, long pair) => string.Create(CultureInfo.InvariantCulture, $"{kind}.{pair % size}");
}
