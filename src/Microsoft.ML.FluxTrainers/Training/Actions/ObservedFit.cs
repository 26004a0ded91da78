// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an action needs to know of the fit that it is at work in.</summary>
/// <param name="Measure">The validation metric, or null.</param>
/// <param name="LearningRate">The optimizer's learning rate.</param>
/// <param name="Gradient">The gradient of the last update, or null where no action wants it.</param>
/// <param name="Session">What changes while the network is trained.</param>
/// <param name="Runner">The network.</param>
/// <param name="Rows">The validation rows or, where there are none, the training rows; to be read between epochs.</param>
internal sealed record ObservedFit(
    ValidationMeasure? Measure,
    double LearningRate,
    GradientWatch? Gradient,
    TrainingSession Session,
    IEpochRunner Runner,
    Func<IEnumerable<TrainingBlock>> Rows);
