// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row of data in memory.</summary>
internal sealed class TestRow
{
    /// <summary>What a label holds that is missing.</summary>
    public const uint NoLabel = uint.MaxValue;

    /// <summary>Dense or sparse.</summary>
    public VBuffer<float> Features { get; set; }

    /// <summary>For trainers on a single number.</summary>
    public float Number { get; set; }

    /// <summary>The class, from 0.</summary>
    public uint Label { get; set; }

    public float Weight { get; set; } = 1;
}
