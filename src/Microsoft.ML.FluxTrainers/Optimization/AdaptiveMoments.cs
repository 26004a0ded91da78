// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the rules of the Adam family share: running means of the gradient and of its square.</summary>
/// <param name="First">The running mean of the gradient (PyTorch: exp_avg).</param>
/// <param name="Second">The running mean of its square (PyTorch: exp_avg_sq).</param>
/// <param name="Correction1">1 - beta1^t: what the first mean has to be divided by, since it started at 0.</param>
/// <param name="Correction2">1 - beta2^t: the same for the second.</param>
internal readonly record struct AdaptiveMoments(FlatVector First, FlatVector Second, double Correction1, double Correction2)
{
    /// <summary>Lets the running means follow this step's gradient.</summary>
    public static AdaptiveMoments Follow(OptimizerState state, FlatVector gradient, double beta1, double beta2)
    {
        var (first, second) = (state.Vector("exp_avg"), state.Vector("exp_avg_sq"));
        first.Accumulate(beta1, gradient, 1 - beta1);
        second.AccumulateProduct(beta2, gradient, gradient, 1 - beta2);
        return new(first, second, 1 - Math.Pow(beta1, state.Steps), 1 - Math.Pow(beta2, state.Steps));
    }

    /// <summary>Follows the gradient, takes Adam's step and clears the gradient.</summary>
    /// <param name="state">Where the running means are kept.</param>
    /// <param name="parameters">The parameters; changed.</param>
    /// <param name="gradient">The gradient, before <paramref name="factor"/>; zero afterwards.</param>
    /// <param name="factor">What it is multiplied by.</param>
    /// <param name="beta1">How much of the first running mean is kept.</param>
    /// <param name="beta2">How much of the second running mean is kept.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="epsilon">What keeps the denominator from 0.</param>
    public static void FollowAndMove(
        OptimizerState state, FlatVector parameters, FlatVector gradient, double factor, double beta1, double beta2, double rate, double epsilon)
    {
        var (first, second) = (state.Vector("exp_avg"), state.Vector("exp_avg_sq"));
        var gain = -rate / (1 - Math.Pow(beta1, state.Steps));
        var rootScale = 1 / Math.Sqrt(1 - Math.Pow(beta2, state.Steps));
        parameters.MoveByMoments(first, second, gradient, new(factor, beta1, 1 - beta1, beta2, 1 - beta2, gain, rootScale, epsilon));
    }

    /// <summary>Adam's step with the largest second moment so far in place of the present one (AMSGrad):
    /// parameters -= rate * (first / Correction1) / (sqrt(largest / Correction2) + epsilon).</summary>
    /// <param name="state">Where the largest second moment is kept.</param>
    /// <param name="parameters">The parameters; changed.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="epsilon">What keeps the denominator from 0.</param>
    public void MoveByLargest(OptimizerState state, FlatVector parameters, double rate, double epsilon)
    {
        var largest = state.Vector("max_exp_avg_sq");
        largest.Max(Second);
        parameters.AddQuotientOfRoot(First, largest, -rate / Correction1, 1 / Math.Sqrt(Correction2), epsilon);
    }
}
