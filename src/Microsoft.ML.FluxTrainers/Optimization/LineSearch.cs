// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How <see cref="Lbfgs"/> finds the length of a step along its direction.</summary>
public enum LineSearch
{
    /// <summary>The learning rate is the length.</summary>
    None,

    /// <summary>Tries lengths, with a new loss and gradient for each, until the strong Wolfe conditions hold.</summary>
    StrongWolfe,
}
