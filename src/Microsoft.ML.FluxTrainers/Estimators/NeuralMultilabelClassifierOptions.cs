// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters of a <see cref="NeuralMultilabelClassifier"/>. Immutable; vary one with <c>with</c>.</summary>
public sealed record NeuralMultilabelClassifierOptions : TabularOptions
{
    /// <summary>A label is predicted where its probability is above this, from 0 to 1. Training does not depend on it. Default
    /// 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double Threshold { get; init => field = Guard.InUnitInterval(value); } = 0.5;

    private protected override Loss TrainingLoss => new BinaryCrossEntropy();

    private protected override void CheckLoss()
    {
        // Only one is used.
    }
}
