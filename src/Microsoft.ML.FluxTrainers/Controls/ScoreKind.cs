// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the scores of a row are.</summary>
internal enum ScoreKind
{
    /// <summary>One number or several.</summary>
    Numbers,

    /// <summary>A probability for each of several classes, of which a row has one.</summary>
    Classes,

    /// <summary>The probability of true.</summary>
    TrueOrFalse,

    /// <summary>The probability of each of several labels.</summary>
    Labels,
}
