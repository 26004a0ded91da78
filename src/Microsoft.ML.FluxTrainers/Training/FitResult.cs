// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a fit gives.</summary>
/// <param name="Network">The trained network.</param>
/// <param name="History">What happened.</param>
/// <param name="State">What a later fit goes on from.</param>
/// <param name="Device">Where it was trained.</param>
internal sealed record FitResult(TrainedNetwork Network, TrainingHistory History, TrainingState State, Device Device);
