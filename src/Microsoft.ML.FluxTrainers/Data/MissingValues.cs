// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a trainer does with a missing feature (NaN).</summary>
public enum MissingValues
{
    /// <summary>Training stops with an error that names the column and the row. At prediction the scores are NaN.</summary>
    Error,

    /// <summary>The feature's mean over the training rows stands in, in training and at prediction.</summary>
    Mean,
}
