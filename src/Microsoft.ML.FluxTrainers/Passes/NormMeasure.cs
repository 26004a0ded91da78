// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Batch norms go by mean and variance of the batch, and count them in the averages that they keep.</summary>
/// <param name="Counters">How many batches each norm has counted.</param>
/// <param name="Momentum">The weight of the batch in the averages; null for each norm's own.</param>
internal readonly record struct NormMeasure(long[] Counters, double? Momentum = null);
