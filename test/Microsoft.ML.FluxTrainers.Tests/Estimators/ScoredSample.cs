// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A scored row.</summary>
internal sealed class ScoredSample
{
    public long Row { get; set; }

    public string Note { get; set; } = "";

    public float[] Score { get; set; } = [];
}
