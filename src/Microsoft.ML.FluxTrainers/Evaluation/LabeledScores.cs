// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Takes the labels and scores of one row.</summary>
/// <param name="position">The row's number.</param>
/// <param name="labels">The labels.</param>
/// <param name="scores">As many scores.</param>
internal delegate void LabeledScores(long position, ReadOnlySpan<float> labels, ReadOnlySpan<float> scores);
