// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a trial under way was worth.</summary>
/// <param name="Fold">The fold, counted from 0.</param>
/// <param name="Epoch">The epochs trained until then.</param>
/// <param name="Value">The metric on the fold's test rows.</param>
public sealed record TrialCheckpoint(int Fold, int Epoch, double Value);
