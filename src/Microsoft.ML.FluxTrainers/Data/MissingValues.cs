// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a trainer does with a missing feature (NaN).</summary>
public enum MissingValues
{
    /// <summary>Training stops with an error that names the column and the row. At prediction the scores are NaN.</summary>
    Error,

    /// <summary>The feature's mean over the training rows stands in, in training and at prediction.</summary>
    Mean,

    /// <summary>The feature's mean stands in, and the network gets one number more for each feature that lacks values in training: 1
    /// where the value is missing, else 0.</summary>
    MeanAndIndicator,

    /// <summary><see cref="Error"/> for a column of features, <see cref="MeanAndIndicator"/> for the columns of a table that is read as it is.</summary>
    Auto,
}
