// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a fit that is cancelled does.</summary>
public enum CancellationBehavior
{
    /// <summary>It throws an <see cref="OperationCanceledException"/>; <see cref="NeuralTransformer.FromFailedFit"/> has the best model so far.</summary>
    Throw,

    /// <summary>It returns the model with the best weights so far (without validation, those of the last whole epoch) as any fit does, with a stop event in the history. Its
    /// training state is that of the last whole epoch. Before the first epoch has ended there is nothing to return: then it throws.</summary>
    ReturnBest,
}
