// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row with a picture to pass on.</summary>
internal sealed class Pictured
{
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    [Picture]
    public Picture Picture { get; set; } = new(-1);
}
