// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row that is features only.</summary>
internal sealed class Featured
{
    public long Row { get; set; }

    public string Note { get; set; } = "";

    [VectorType(4)]
    public float[] Features { get; set; } = [];
}
