// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row with a label for each task; all follow from the features.</summary>
internal sealed class Point
{
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    public string Class { get; set; } = "";

    public bool IsPositive { get; set; }

    public float Number { get; set; }

    [VectorType(2)]
    public float[] Numbers { get; set; } = [];

    [VectorType(2)]
    public bool[] Flags { get; set; } = [];

    public static IDataView View(MLContext context, int rows)
    {
        var random = new System.Random(7);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(_ => Make(random)).ToList());
    }

    private static Point Make(System.Random random)
    {
        float[] x = [.. Enumerable.Range(0, 4).Select(_ => (random.NextSingle() * 2) - 1)];
        var (first, second) = (x[0] + x[1], x[2] - x[3]);
        return new Point
        {
            Features = x,
            Class = first > 0.3f ? "high" : first < -0.3f ? "low" : "middle",
            IsPositive = first > 0,
            Number = first,
            Numbers = [first, second],
            Flags = [first > 0, second > 0],
        };
    }
}
