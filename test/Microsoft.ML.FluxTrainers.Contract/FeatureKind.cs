// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>What the features of <see cref="SampleData"/> are.</summary>
public enum FeatureKind
{
    /// <summary>A vector of four numbers with slot names.</summary>
    Dense,

    /// <summary>A sparse vector of twelve numbers.</summary>
    Sparse,

    /// <summary>One number.</summary>
    Scalar,

    /// <summary>A vector of two numbers.</summary>
    Narrow,

    /// <summary>A vector of numbers of double precision.</summary>
    WrongType,

    /// <summary>A vector whose size differs from row to row.</summary>
    Variable,

    /// <summary>There are no features.</summary>
    Absent,
}
