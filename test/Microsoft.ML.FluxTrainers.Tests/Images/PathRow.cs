// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row with the path of an image.</summary>
internal sealed class PathRow
{
    public string Image { get; set; } = "";

    [KeyType(3)]
    public uint Label { get; set; }
}
