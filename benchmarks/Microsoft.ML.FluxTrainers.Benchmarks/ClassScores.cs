// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>What a prediction engine gives.</summary>
internal sealed class ClassScores
{
    /// <summary>A probability a class.</summary>
    public float[] Score { get; set; } = [];
}
