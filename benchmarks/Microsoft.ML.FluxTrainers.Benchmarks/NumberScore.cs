// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>What a prediction engine gives where a row has one score.</summary>
internal sealed class NumberScore
{
    /// <summary>The logit, or the number.</summary>
    public float Score { get; set; }
}
