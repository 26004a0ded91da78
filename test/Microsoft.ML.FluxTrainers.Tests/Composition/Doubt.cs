// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Points whose class is a matter of chance, so that a network trained for long is too sure of it.</summary>
internal sealed class Doubt
{
    public float Id { get; set; }

    [VectorType(4)]
    public float[] Features { get; set; } = [];

    public bool Label { get; set; }

    public string Kind { get; set; } = "";

    public static List<Doubt> Rows { get; } = [.. Enumerable.Range(0, 240).Select(Row)];

    public static IDataView View(MLContext mlContext)
    {
        var data = mlContext.Data.LoadFromEnumerable(Rows);
        return mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Kind)).Fit(data).Transform(data);
    }

    private static Doubt Row(int i)
    {
        var random = new RandomStream(i);
        float[] features = [.. Enumerable.Range(0, 4).Select(_ => (float)random.NextNormal())];
        var place = features[0] + (1.5 * random.NextNormal());
        return new Doubt { Id = i, Features = features, Label = place > 0.4, Kind = place > 0.8 ? "high" : place > -0.8 ? "middle" : "low" };
    }
}
