// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A loss on several numbers, some of which count more than others.</summary>
/// <param name="Inner">The loss of one target number.</param>
/// <param name="Weights">One weight a target, at least 0, with a mean above 0: they are scaled to mean 1.</param>
/// <remarks>A row's loss is the sum of weight times loss of each target, over the number of targets.</remarks>
internal sealed record TargetWeightedLoss(Loss Inner, ValueList<double> Weights) : Loss
{
    internal override TargetType TargetType => Inner.TargetType;

    internal override OutputActivation OutputActivation => Inner.OutputActivation;

    internal override int OutputsPerTarget => Inner.OutputsPerTarget;

    internal override DenseLoss? Managed => Inner.Managed is { } inner ? new TargetWeightedDenseLoss(inner, Scaled()) : null;

    public override string ToString() => $"{Inner} with target weights {Weights}";

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, count) = (targets.shape[0], targets.shape[1]);
        var perTarget = Inner.PerRow(outputs.reshape(rows * count, OutputsPerTarget), targets.reshape(rows * count, 1)).view(rows, count);
        var weights = torch.tensor(Scaled(), torch.ScalarType.Float32, outputs.device);
        return (perTarget * weights).MeanOfTargets().MoveToOuterDisposeScope();
    }

    private double[] Scaled()
    {
        var mean = Weights.Average();
        return [.. Weights.Select(weight => weight / mean)];
    }
}
