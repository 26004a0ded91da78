// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a sweep by attributes, such as AutoML's, varies of a <see cref="NeuralClassifier"/>.</summary>
public sealed record NeuralClassifierSweepOptions : TabularSweepOptions
{
    /// <summary>The share of each label that is spread over all classes by a <see cref="CrossEntropy"/>; 0 leaves the loss as it is, and so does a loss of another kind. Default 0.</summary>
    [Range(0.0, 0.2, 0.0)]
    public double LabelSmoothing { get; init; }

    /// <summary>The trainer's options with the values of this sweep.</summary>
    /// <param name="options">What the sweep does not vary, such as the names of columns. Default: null, the trainer's defaults.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public NeuralClassifierOptions ToOptions(NeuralClassifierOptions? options = null)
    {
        var applied = Applied(options ?? new NeuralClassifierOptions());
        return LabelSmoothing > 0 && applied.Loss is CrossEntropy loss ? applied with { Loss = loss with { LabelSmoothing = LabelSmoothing } } : applied;
    }
}
