// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a model predicts.</summary>
internal enum EvaluationTask
{
    /// <summary>One of several classes.</summary>
    Classes,

    /// <summary>True or false.</summary>
    Binary,

    /// <summary>One or several numbers.</summary>
    Numbers,

    /// <summary>Several labels, each true or false.</summary>
    Labels,
}
