// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a loss compares the outputs with.</summary>
internal enum TargetType
{
    /// <summary>The number of a class, from 0: int64 [rows].</summary>
    ClassIndex,

    /// <summary>Numbers: float32, one for each output.</summary>
    Number,
}
