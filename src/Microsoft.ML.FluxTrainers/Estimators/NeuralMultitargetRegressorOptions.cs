// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters of a <see cref="NeuralMultitargetRegressor"/>. Immutable; vary one with <c>with</c>.</summary>
public sealed record NeuralMultitargetRegressorOptions : TabularOptions
{
    /// <summary>The settings of MLJFlux's MultitargetNeuralNetworkRegressor: Linear builder (without the activation on its output),
    /// Adam 0.001, 10 epochs, batch size 1, no shuffling, no standardization.</summary>
    public static NeuralMultitargetRegressorOptions MljFlux { get; } = new()
    {
        Builder = new LinearBuilder(),
        Optimizer = new Adam(),
        Epochs = 10,
        BatchSize = 1,
        Shuffle = Shuffle.None,
        Standardize = false,
        StandardizeLabel = false,
    };

    /// <summary>The columns to predict, of type Single, one for each target. Default: empty, the slots of
    /// <see cref="NeuralOptions.LabelColumnName"/>, which is not looked at where there are names here.</summary>
    /// <exception cref="ArgumentException">A name is empty or occurs twice.</exception>
    public ValueList<string> LabelColumnNames { get; init => field = Guard.DistinctNames(value); } = [];

    /// <summary>How far predictions are from targets: <see cref="MeanSquaredError"/>, <see cref="MeanAbsoluteError"/>,
    /// <see cref="HuberLoss"/>, <see cref="PoissonLoss"/> or <see cref="TweedieLoss"/>. Default: mean squared error.</summary>
    public Loss Loss { get; init => field = Guard.NotNull(value); } = new MeanSquaredError();

    /// <summary>How much each target counts in the loss, in the order of the targets: one weight a target, at least 0, not all 0.
    /// Only ratios matter: weights are scaled to mean 1. Default: empty, all count the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite, or all are 0.</exception>
    public ValueList<double> TargetWeights { get; init => field = Guard.Weights(value); } = [];

    /// <summary>Whether each target is scaled to mean 0 and standard deviation 1 over the training rows; for <see cref="PoissonLoss"/>
    /// and <see cref="TweedieLoss"/>, whether it is divided by its mean. Predictions are in the targets' own units either way; but
    /// unless they are scaled, targets of large numbers count more in the loss. Default true.</summary>
    public bool StandardizeLabel { get; init; } = true;

    internal override IReadOnlyList<string> Labels => LabelColumnNames.Count > 0 ? LabelColumnNames : [LabelColumnName];

    private protected override Loss TrainingLoss => TargetWeights.Count > 0 ? new TargetWeightedLoss(Loss, TargetWeights) : Loss;

    private protected override void CheckLoss()
    {
        if (!NumberLosses.IsForNumbers(Loss) || Loss.OutputsPerTarget != 1)
        {
            throw new ArgumentException(
                $"{Loss.GetType().Name} is no loss for several numbers. Use MeanSquaredError, MeanAbsoluteError, HuberLoss, PoissonLoss or TweedieLoss.");
        }
    }
}
