// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A fit that another goes on from.</summary>
/// <param name="State">Where it ended.</param>
/// <param name="History">What happened in it.</param>
internal sealed record EarlierFit(TrainingState State, TrainingHistory History);
