// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

/// <summary>Three clouds of points, the same in every process.</summary>
public sealed class Row
{
    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public string Kind { get; set; } = string.Empty;

    public static List<Row> Make()
    {
        var random = new Random(1);
        string[] kinds = ["left", "right", "top"];
        float[][] centers = [[-300, 0], [300, 0], [0, 500]];
        float Noise() => 50 * (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        return Enumerable.Range(0, 150).Select(i => new Row
        {
            Kind = kinds[i % 3],
            Features = [centers[i % 3][0] + Noise(), centers[i % 3][1] + Noise()],
        }).ToList();
    }
}

/// <summary>A row with an image in memory.</summary>
public sealed class Photo
{
    [ImageType(6, 6)]
    public MLImage? Image { get; set; }

    [KeyType(2)]
    public uint Label { get; set; }
}

/// <summary>What a model says about a row.</summary>
public sealed class Prediction
{
    public string PredictedLabel { get; set; } = string.Empty;

    public float[] Score { get; set; } = [];

    public static Prediction[] All(MLContext context, IDataView scored) =>
        context.Data.CreateEnumerable<Prediction>(scored, reuseRowObject: false).ToArray();

    public static Prediction Parse(string line)
    {
        var words = line.Split(' ');
        return new Prediction
        {
            PredictedLabel = words[0],
            Score = words.Skip(1).Select(word => float.Parse(word, CultureInfo.InvariantCulture)).ToArray(),
        };
    }

    public override string ToString() =>
        $"{PredictedLabel} {string.Join(' ', Score.Select(score => score.ToString("R", CultureInfo.InvariantCulture)))}";

    /// <summary>Whether both say the same up to the rounding of scores (relative 1e-5).</summary>
    public bool Agrees(Prediction other) =>
        PredictedLabel == other.PredictedLabel
        && Score.Length == other.Score.Length
        && Score.Zip(other.Score).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-7 + (1e-5 * Math.Abs(pair.First)));
}
