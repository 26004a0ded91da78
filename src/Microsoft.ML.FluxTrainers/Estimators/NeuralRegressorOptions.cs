// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters of a <see cref="NeuralRegressor"/>. Immutable; vary one with <c>with</c>.</summary>
public sealed record NeuralRegressorOptions : TabularOptions
{
    /// <summary>The settings of MLJFlux's NeuralNetworkRegressor: Linear builder (without the activation on its output), Adam
    /// 0.001, 10 epochs, batch size 1, no shuffling, no standardization.</summary>
    public static NeuralRegressorOptions MljFlux { get; } = new()
    {
        Builder = new LinearBuilder(),
        Optimizer = new Adam(),
        Epochs = 10,
        BatchSize = 1,
        Shuffle = Shuffle.None,
        Standardize = false,
        StandardizeLabel = false,
    };

    /// <summary>How far predictions are from targets: <see cref="MeanSquaredError"/>, <see cref="MeanAbsoluteError"/>,
    /// <see cref="HuberLoss"/>, <see cref="QuantileLoss"/> (quantiles, intervals), <see cref="GaussianLoss"/> (a standard deviation),
    /// <see cref="PoissonLoss"/> (counts) or <see cref="TweedieLoss"/> (amounts that are often 0). Default: mean squared error.</summary>
    public Loss Loss { get; init => field = Guard.NotNull(value); } = new MeanSquaredError();

    /// <summary>Whether the label is scaled to mean 0 and standard deviation 1 over the training rows; for <see cref="PoissonLoss"/>
    /// and <see cref="TweedieLoss"/>, whether it is divided by its mean. Predictions are in the label's own unit either way;
    /// losses in the history are not. Default true.</summary>
    public bool StandardizeLabel { get; init; } = true;

    private protected override Loss TrainingLoss => Loss;

    private protected override void CheckLoss()
    {
        if (!NumberLosses.IsForNumbers(Loss))
        {
            throw new ArgumentException(
                $"{Loss.GetType().Name} is no loss for numbers. Use MeanSquaredError, MeanAbsoluteError, HuberLoss, QuantileLoss, GaussianLoss, PoissonLoss or TweedieLoss.");
        }
    }
}
