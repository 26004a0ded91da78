// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a fit gives.</summary>
/// <param name="Network">The trained network.</param>
/// <param name="History">What happened.</param>
/// <param name="Device">Where it was trained.</param>
internal sealed record FitResult(TrainedNetwork Network, TrainingHistory History, Device Device);
