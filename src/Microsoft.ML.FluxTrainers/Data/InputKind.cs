// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a column that a network reads holds.</summary>
public enum InputKind
{
    /// <summary>One number or several.</summary>
    Numbers,

    /// <summary>True or false, read as 1 or 0.</summary>
    Boolean,

    /// <summary>A date, read as several numbers.</summary>
    Date,

    /// <summary>A category, read as the number of its level and looked up as a trained vector.</summary>
    Category,

    /// <summary>An image, read as the numbers of its pixels.</summary>
    Image,
}
