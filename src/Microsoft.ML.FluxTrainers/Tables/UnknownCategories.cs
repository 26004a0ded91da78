// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What is done with a category that is missing, or that the training data did not have.</summary>
public enum UnknownCategories
{
    /// <summary>An error that names the column, the value and the row.</summary>
    Error,

    /// <summary>A vector of its own. It is trained by the missing values of the training data, and by one value in a hundred, chosen anew
    /// each time that a row is seen, which counts as missing.</summary>
    TrainedVector,
}
