// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row of the data that MLJFlux's tests make, with a label for each of its models.</summary>
internal sealed class MljRow
{
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    [KeyType(3)]
    public uint Class { get; set; }

    public bool Flag { get; set; }

    public float Number { get; set; }

    [VectorType(2)]
    public float[] Numbers { get; set; } = [];

    public float Weight { get; set; } = 1;

    /// <summary>The same row with another weight.</summary>
    public MljRow Weighing(float weight) =>
        new() { Features = Features, Class = Class, Flag = Flag, Number = Number, Numbers = Numbers, Weight = weight };

    /// <summary>As its tests make them: four uniform features, a number 2 x1 - x3 + noise / 10, classes by thirds of its range with the bounds moved by a
    /// tenth, a flag above its mean.</summary>
    public static List<MljRow> Make(int count)
    {
        var random = new RandomStream(1234);
        var features = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 4).Select(_ => (float)random.NextDouble()).ToArray()).ToList();
        var numbers = features.ConvertAll(row => (2 * row[0]) - row[2] + (0.1 * random.NextDouble()));
        var (least, third) = (numbers.Min(), (numbers.Max() - numbers.Min()) / 3);
        return [.. features.Zip(numbers, (row, number) => new MljRow
        {
            Features = row,
            Class = number < 0.9 * (least + third) ? 1u : number < 1.1 * (least + (2 * third)) ? 2u : 3u,
            Flag = number > numbers.Average(),
            Number = (float)number,
            Numbers = [(float)number, 1 + row[1] - row[3]],
        })];
    }
}
