// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a model predicts, as its columns tell.</summary>
internal enum PredictionKind
{
    /// <summary>A single number: a Score alone.</summary>
    Number,

    /// <summary>Several numbers: a vector of scores alone.</summary>
    Numbers,

    /// <summary>True or false: a single Score and a PredictedLabel.</summary>
    Binary,

    /// <summary>One of several classes: a vector of scores and a PredictedLabel that is a key.</summary>
    Classes,

    /// <summary>Several labels: a vector of scores and PredictedLabels.</summary>
    Labels,
}
