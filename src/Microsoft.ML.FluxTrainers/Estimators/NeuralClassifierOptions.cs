// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters of a <see cref="NeuralClassifier"/>. Immutable; vary one with <c>with</c>.</summary>
public sealed record NeuralClassifierOptions : TabularOptions
{
    /// <summary>The settings of MLJFlux's NeuralNetworkClassifier: Short builder, Adam 0.001, 10 epochs, batch size 1, no
    /// shuffling, no standardization.</summary>
    public static NeuralClassifierOptions MljFlux { get; } = new()
    {
        Builder = new ShortBuilder(),
        Optimizer = new Adam(),
        Epochs = 10,
        BatchSize = 1,
        Shuffle = Shuffle.None,
        Standardize = false,
    };

    /// <summary>How far the outputs are from the classes. Default: cross entropy.</summary>
    public Loss Loss { get; init => field = Guard.NotNull(value); } = new CrossEntropy();

    /// <summary>How much each class counts. Default: null, all the same.</summary>
    public ClassWeights? ClassWeights { get; init; }

    internal override ClassWeights? RowClassWeights => ClassWeights;

    private protected override Loss TrainingLoss => Loss;

    private protected override void CheckLoss() => CheckClassLoss(Loss);

    /// <summary>Refuses a loss that is not for classes.</summary>
    internal static void CheckClassLoss(Loss loss)
    {
        if (loss.TargetType != TargetType.ClassIndex)
        {
            throw new ArgumentException($"{loss.GetType().Name} is no loss for classes. Use CrossEntropy, FocalLoss or Loss.From.");
        }
    }
}
