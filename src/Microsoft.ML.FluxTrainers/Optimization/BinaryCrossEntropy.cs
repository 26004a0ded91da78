// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Minus the logarithm of the probability that the sigmoid of the output gives to a row's class, one of two.</summary>
/// <remarks>As torch.nn.BCEWithLogitsLoss: max(z, 0) - z y + log(1 + exp(-|z|)) for the raw output z and y of 0 or 1, which
/// does not overflow. With several labels, each true or false on its own, each has an output, and a row's loss is the mean over
/// its labels.</remarks>
public sealed record BinaryCrossEntropy : Loss
{
    internal override TargetType TargetType => TargetType.Number;

    internal override OutputActivation OutputActivation => OutputActivation.Sigmoid;

    internal override DenseLoss Managed => new BinaryLoss();

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        return torch.nn.functional.binary_cross_entropy_with_logits(outputs, targets, reduction: torch.nn.Reduction.None).MeanOfTargets().MoveToOuterDisposeScope();
    }
}
