// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Cross entropy that counts less the rows the network is already sure of: for rare classes.</summary>
/// <param name="Gamma">How much less: a row with probability p of its class counts (1 - p)^Gamma; at least 0. Default 2.</param>
/// <remarks>
/// Lin and others (2017), "Focal Loss for Dense Object Detection", equation 4, on the softmax over all classes:
/// -(1 - p)^Gamma * log(p). A gamma of 0 is <see cref="CrossEntropy"/>.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">Gamma is negative or not finite.</exception>
public sealed record FocalLoss(double Gamma = 2) : Loss
{
    /// <summary>The exponent of the probability of all other classes, at least 0. Default 2.</summary>
    public double Gamma { get; init => field = Guard.NotNegative(value); } = Guard.NotNegative(Gamma);

    internal override TargetType TargetType => TargetType.ClassIndex;

    internal override OutputActivation OutputActivation => OutputActivation.Softmax;

    internal override DenseLoss Managed => new FocusedSoftmaxLoss(Gamma);

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        var logProbability = outputs.log_softmax(1).gather(1, targets.unsqueeze(1)).squeeze(1);

        using Scalar least = FocusedSoftmaxLoss.Least; // held until the calls are done, for which TorchSharp does not care
        using Scalar gamma = Gamma;

        // 1 - p without cancellation; the bound keeps the derivative of a fractional power finite where p rounds to 1.
        var others = logProbability.expm1().neg().clamp(min: least);
        return (others.pow(gamma) * logProbability).neg().MoveToOuterDisposeScope();
    }
}
