// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What came of one fold.</summary>
/// <param name="Result">What is known of it afterwards.</param>
/// <param name="Metrics">What it was judged by.</param>
/// <param name="Values">The metrics' values for the test rows.</param>
/// <param name="TrainValues">Those for the rows that were trained on, or none.</param>
/// <param name="Predictions">The predictions, or null where they are not kept.</param>
internal sealed record FoldOutcome(
    FoldResult Result, IReadOnlyList<EvaluationMetric> Metrics, double[] Values, double[] TrainValues, ScoredRows? Predictions);
