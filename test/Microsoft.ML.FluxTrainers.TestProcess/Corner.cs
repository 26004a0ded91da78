// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>A point near one of two corners.</summary>
internal sealed class Corner
{
    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public string Label { get; set; } = "";

    public static List<Corner> Make() => Enumerable.Range(0, 60)
        .Select(i => new Corner
        {
            Features = [(i % 2 * 100) + (i % 5), (i % 2 * 100) - (i % 7)],
            Label = i % 2 == 0 ? "low" : "high",
        })
        .ToList();
}
