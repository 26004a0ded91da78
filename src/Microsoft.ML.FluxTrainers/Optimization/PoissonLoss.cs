// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>For counts, or other numbers of at least 0 whose variance grows with their mean: Poisson's likelihood.</summary>
/// <remarks>
/// The output o is the logarithm of the mean (a log link), so predictions exp(o) are above 0. exp(o) - y o for the target y,
/// and nothing else: minus the logarithm of the likelihood without log y!, which does not depend on the network. As
/// torch.nn.PoissonNLLLoss. With several targets, the mean over them.
/// </remarks>
public sealed record PoissonLoss : Loss
{
    internal override TargetType TargetType => TargetType.Number;

    internal override OutputActivation OutputActivation => OutputActivation.Exp;

    internal override DenseLoss Managed => new LogLinkLoss(1);

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        return (outputs.exp() - (targets * outputs)).MeanOfTargets().MoveToOuterDisposeScope();
    }
}
