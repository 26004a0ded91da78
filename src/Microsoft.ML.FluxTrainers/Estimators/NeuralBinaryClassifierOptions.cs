// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters of a <see cref="NeuralBinaryClassifier"/>. Immutable; vary one with <c>with</c>.</summary>
public sealed record NeuralBinaryClassifierOptions : TabularOptions
{
    /// <summary>The settings of MLJFlux's NeuralNetworkBinaryClassifier: Short builder, Adam 0.001, 10 epochs, batch size 1, no
    /// shuffling, no standardization.</summary>
    public static NeuralBinaryClassifierOptions MljFlux { get; } = new()
    {
        Builder = new ShortBuilder(),
        Optimizer = new Adam(),
        Epochs = 10,
        BatchSize = 1,
        Shuffle = Shuffle.None,
        Standardize = false,
    };

    /// <summary>How much false (first) and true (second) count. Default: null, both the same.</summary>
    public ClassWeights? ClassWeights { get; init; }

    internal override ClassWeights? RowClassWeights => ClassWeights;

    private protected override Loss TrainingLoss => new BinaryCrossEntropy();

    private protected override void CheckLoss()
    {
        // Only one is used.
    }
}
