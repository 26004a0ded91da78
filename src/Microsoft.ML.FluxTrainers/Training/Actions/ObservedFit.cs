// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an action needs to know of the fit that it is at work in.</summary>
/// <param name="Measure">The validation metric, or null.</param>
/// <param name="LearningRate">The optimizer's learning rate.</param>
/// <param name="Gradient">The gradient of the last update, or null where no action wants it.</param>
/// <param name="Parameters">Where each trained parameter lies in it.</param>
internal sealed record ObservedFit(ValidationMeasure? Measure, double LearningRate, GradientWatch? Gradient, IReadOnlyList<TensorSlot> Parameters);
