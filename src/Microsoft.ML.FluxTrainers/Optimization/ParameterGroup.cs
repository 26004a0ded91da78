// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Parameters that are trained with factors of their own, such as biases without weight decay.</summary>
/// <param name="Pattern">The names of the parameters, such as "*.bias" or "dense0.*": * stands for any characters, and letter case matters.</param>
/// <exception cref="ArgumentException">The pattern is empty.</exception>
public sealed record ParameterGroup(string Pattern)
{
    /// <summary>The names of the parameters, such as "*.bias" or "dense0.*": * stands for any characters, and letter case matters.</summary>
    public string Pattern { get; init => field = Guard.NotEmpty(value); } = Guard.NotEmpty(Pattern);

    /// <summary>What the learning rate is multiplied by, at least 0; a schedule's too. Default 1.</summary>
    public double LearningRateFactor { get; init => field = Guard.NotNegative(value); } = 1;

    /// <summary>What the optimizer's weight decay and the strength of the penalty are multiplied by, at least 0. Default 1.</summary>
    public double WeightDecayFactor { get; init => field = Guard.NotNegative(value); } = 1;
}
