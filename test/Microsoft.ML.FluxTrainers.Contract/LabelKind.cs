// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>What the label of <see cref="SampleData"/> is.</summary>
public enum LabelKind
{
    /// <summary>A key whose values are texts.</summary>
    Text,

    /// <summary>A key whose values are numbers.</summary>
    Number,

    /// <summary>A key whose values are dates.</summary>
    Date,

    /// <summary>A key without values.</summary>
    Unnamed,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Real,

    /// <summary>A key with two values.</summary>
    TwoKeys,

    /// <summary>A vector of two numbers with slot names.</summary>
    Numbers,

    /// <summary>A vector of two Booleans.</summary>
    Flags,

    /// <summary>A vector of keys of variable size, whose values are texts: a set of labels.</summary>
    Set,

    /// <summary>A text, which is no key.</summary>
    NoKey,

    /// <summary>There is no label.</summary>
    Absent,
}
