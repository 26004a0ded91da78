// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>A row with a label of each kind, for compositions.</summary>
internal sealed class Sale
{
    [VectorType(3)]
    public float[] Features { get; set; } = [];

    public string Kind { get; set; } = "";

    public bool IsLarge { get; set; }

    public float Amount { get; set; }

    /// <summary>Sixty rows, the same in every process, with keys of the kinds.</summary>
    public static IDataView View(MLContext mlContext)
    {
        var rows = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Sale
        {
            Features = [(i % 5) + (i * 7 % 11 * 0.1f), i % 4, i * 13 % 7],
            Kind = i % 5 > 2 ? "first" : i % 4 > 0 ? "second" : "third",
            IsLarge = i % 5 > 1,
            Amount = MathF.Exp((i % 5) + (i * 7 % 11 * 0.1f)),
        }));
        return mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Kind)).Fit(rows).Transform(rows);
    }
}
