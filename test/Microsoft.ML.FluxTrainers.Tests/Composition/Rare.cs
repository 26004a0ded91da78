// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Points of three classes, of which two are rare: 60, 12 and 5 rows.</summary>
internal sealed class Rare
{
    public float Id { get; set; }

    public string Kind { get; set; } = "";

    public bool IsRare { get; set; }

    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public static List<Rare> Rows { get; } = [.. Enumerable.Range(0, 77).Select(Row)];

    public static IDataView View(MLContext mlContext)
    {
        var data = mlContext.Data.LoadFromEnumerable(Rows);
        return mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Kind)).Fit(data).Transform(data);
    }

    private static Rare Row(int i)
    {
        var random = new RandomStream(i);
        var kind = i % 15 == 14 ? 2 : i % 6 == 5 || i is 1 or 2 ? 1 : 0;
        return new Rare
        {
            Id = i,
            Kind = $"kind {kind}",
            IsRare = kind > 0,
            Features = [(float)((4 * kind) + random.NextNormal()), (float)(random.NextNormal() - kind)],
        };
    }
}
