// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a search needs of a trainer: another one of the same kind, with other options.</summary>
internal interface ITunableTrainer : IEstimator<NeuralTransformer>
{
    /// <summary>The hyperparameters.</summary>
    NeuralOptions TrainerOptions { get; }

    /// <summary>The circumstances of its fits.</summary>
    TrainingRun Run { get; }

    /// <summary>A trainer of the same kind.</summary>
    /// <param name="environment">The context that it belongs to.</param>
    /// <param name="options">Its hyperparameters, of the same type.</param>
    /// <param name="run">The circumstances of its fits.</param>
    ITunableTrainer Vary(IHostEnvironment environment, NeuralOptions options, TrainingRun run);

    /// <summary>Trains, or goes on where an earlier fit ended.</summary>
    NeuralTransformer Fit(IDataView input, IDataView? validation, NeuralTransformer? previous);
}
