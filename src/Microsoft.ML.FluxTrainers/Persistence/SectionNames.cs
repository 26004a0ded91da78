// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The sections of a saved model. Readers skip those whose names they do not know.</summary>
internal static class SectionNames
{
    /// <summary>What the model is: format version, options, columns, list of parameters. Every model has it.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The parameters and buffers of the network in safetensors layout. Every model has it.</summary>
    public const string Weights = "weights.safetensors";

    /// <summary>The events of the training.</summary>
    public const string History = "history.json";

    /// <summary>What a later fit needs to know to go on: epoch, options, the states of the random streams.</summary>
    public const string TrainingFacts = "training.json";

    /// <summary>The numbers that a later fit goes on from: the last and the best weights, the optimizer's vectors.</summary>
    public const string TrainingTensors = "training.safetensors";
}
