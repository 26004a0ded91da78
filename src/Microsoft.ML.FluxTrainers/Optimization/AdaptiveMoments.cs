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

    /// <summary>Adam's step: parameters -= rate * (first / Correction1) / (sqrt(second / Correction2) + epsilon).</summary>
    /// <param name="state">Where the largest second moment is kept, if it is used.</param>
    /// <param name="parameters">The parameters; changed.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="epsilon">What keeps the denominator from 0.</param>
    /// <param name="largest">Whether the largest second moment so far takes the place of the present one (AMSGrad).</param>
    public void Move(OptimizerState state, FlatVector parameters, double rate, double epsilon, bool largest)
    {
        var second = Second;
        if (largest)
        {
            second = state.Vector("max_exp_avg_sq");
            second.Max(Second);
        }

        parameters.AddQuotientOfRoot(First, second, -rate / Correction1, 1 / Math.Sqrt(Correction2), epsilon);
    }
}
