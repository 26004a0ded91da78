// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A number that grows by a power: e to the 2x, with x in two columns of features.</summary>
internal sealed class Growth
{
    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public float Label { get; set; }

    public static List<Growth> Rows { get; } =
    [
        .. Enumerable.Range(0, 120).Select(i => new Growth { Features = [i * 37 % 120 / 60f, i % 7], Label = MathF.Exp(i * 37 % 120 / 30f) }),
    ];

    public static IDataView View(MLContext mlContext, params IEnumerable<Growth> more) => mlContext.Data.LoadFromEnumerable(Rows.Concat(more));
}
