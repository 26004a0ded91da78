// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of one pass over the data.</summary>
/// <param name="Train">The rows to train on.</param>
/// <param name="Validation">The rows that were held out, or null.</param>
/// <param name="Unlabeled">How many rows were left out because their label is missing.</param>
internal sealed record ReadRows(MemoryRows Train, MemoryRows? Validation, long Unlabeled);
