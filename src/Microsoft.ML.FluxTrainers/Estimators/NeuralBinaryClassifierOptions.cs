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

    /// <summary>How much false (first) and true (second) count; of a key, its first and second value. Default: null, both the
    /// same.</summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>How much more rows with the positive label count than others, above 0: 2 counts each twice. All weights are scaled to
    /// mean 1. Excludes <see cref="ClassWeights"/>, of which <c>ClassWeights.Of(1, PositiveWeight)</c> is the same. Default: null, no
    /// more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number above 0.</exception>
    public double? PositiveWeight { get; init => field = value is { } weight ? Guard.Positive(weight) : null; }

    internal override ClassWeights? RowClassWeights => PositiveWeight is { } weight ? ClassWeights.Of(1, weight) : ClassWeights;

    private protected override Loss TrainingLoss => new BinaryCrossEntropy();

    private protected override void CheckLoss()
    {
        // Only one loss is used.
        if (PositiveWeight is not null && ClassWeights is not null)
        {
            throw new ArgumentException("PositiveWeight and ClassWeights exclude each other: set one of them.");
        }
    }
}
