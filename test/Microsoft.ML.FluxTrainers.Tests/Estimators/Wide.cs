// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row with a million numbers to pass on.</summary>
internal sealed class Wide
{
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    [VectorType(1 << 20)]
    public float[] Pixels { get; set; } = [];
}
