// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The pinball loss of quantiles: each output aims at the value below which a given share of the targets lies.</summary>
/// <remarks>
/// For level t and the distance r from prediction to target, max(t r, (t - 1) r): being too low by 1 costs t, too high 1 - t.
/// A row's loss is the mean over levels, and over targets where there are several. Koenker and Bassett (1978), "Regression
/// Quantiles"; with one level, scikit-learn's mean_pinball_loss. The network has an output for each level. Outputs of neighboring
/// levels may cross where data is scarce; predictions are put in order, which never makes them worse (Chernozhukov,
/// Fernandez-Val and Galichon 2010, "Quantile and Probability Curves Without Crossing").
/// </remarks>
public sealed record QuantileLoss : Loss
{
    /// <summary>The levels 0.1, 0.5 and 0.9: a median, and an interval with four fifths of the targets.</summary>
    public QuantileLoss()
    {
    }

    /// <summary>The given levels.</summary>
    /// <param name="levels">One or several numbers between 0 and 1, both excluded, each greater than the one before.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none, one is not between 0 and 1, or they do not rise.</exception>
    public QuantileLoss(params double[] levels) => Levels = Guard.NotNull(levels, nameof(levels));

    /// <summary>The share of targets below each output, between 0 and 1, rising. Default [0.1, 0.5, 0.9].</summary>
    public ValueList<double> Levels { get; init => field = Guard.Levels(value); } = [0.1, 0.5, 0.9];

    internal override TargetType TargetType => TargetType.Number;

    internal override OutputActivation OutputActivation => OutputActivation.None;

    internal override int OutputsPerTarget => Levels.Count;

    internal override DenseLoss Managed => new PinballLoss([.. Levels]);

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        using Scalar one = 1;
        var levels = torch.tensor(Levels.ToArray(), torch.ScalarType.Float32, outputs.device);
        var distance = targets.unsqueeze(2) - outputs.reshape(targets.shape[0], targets.shape[1], Levels.Count);
        return torch.maximum(distance * levels, distance * (levels - one)).mean([1, 2]).MoveToOuterDisposeScope();
    }
}
