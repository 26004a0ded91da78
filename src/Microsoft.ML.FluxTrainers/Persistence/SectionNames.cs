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

    /// <summary>Reserved for the state of an unfinished training: today neither written nor read.</summary>
    public const string Training = "training";
}
