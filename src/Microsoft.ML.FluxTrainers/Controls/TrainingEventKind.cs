// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a <see cref="TrainingEvent"/> tells.</summary>
public enum TrainingEventKind
{
    /// <summary>The training loss of an epoch; that of epoch 0 was measured before any training.</summary>
    TrainingLoss,

    /// <summary>The loss over the validation rows after an epoch.</summary>
    ValidationLoss,

    /// <summary>A named metric after an epoch.</summary>
    Metric,

    /// <summary>The end of the fit, with the reason.</summary>
    Stop,

    /// <summary>Something worth knowing, in words.</summary>
    Note,
}
