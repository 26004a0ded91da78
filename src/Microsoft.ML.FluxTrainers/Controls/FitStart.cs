// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where the latest fit begins in a history that may tell of several. Epoch 0 is no part of a fit's losses.</summary>
/// <param name="Events">How many events come before it.</param>
/// <param name="TrainingLosses">How many training losses come before it.</param>
/// <param name="ValidationLosses">How many validation losses come before it.</param>
internal readonly record struct FitStart(int Events, int TrainingLosses, int ValidationLosses);
