// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Small data for fixtures: classes that can be told apart, the same rows each time.</summary>
public static class SampleData
{
    private static readonly string[] _names = ["first", "second", "third", "fourth"];

    /// <summary>Rows of the classes in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="classes">The number of classes, at most 4.</param>
    /// <param name="seed">The seed of the noise.</param>
    public static IReadOnlyList<Sample> Rows(int count = 150, int classes = 3, int seed = 1)
    {
        var random = new Random(seed);
        float Noise() => (float)(random.NextDouble() - 0.5);
        return [.. Enumerable.Range(0, count).Select(row =>
        {
            var number = row % classes;
            return new Sample
            {
                Row = row,
                Text = _names[number],
                Number = 10.5 + (10 * number),
                Date = new DateTime(2024, 1, 1 + number),
                Key = (uint)number,
                IsFirst = number == 0,
                Amount = 1000 + (100 * number),
                A = (2 * number) + Noise(),
                B = 100 * (Noise() - number),
                C = Noise(),
                Sparse = new VBuffer<float>(
                    12, 3, [1 + Noise(), Noise(), 2 + Noise()], [number, 4 + (row % 4), 8 + number]),
                Several = [.. Enumerable.Repeat((float)row, number + 1)],
                Flags = [number > 0, number > 1],
                Tags = _names[..(number + 1)],
                Weight = 0.5f + (row % 4 * 0.5f),
                Note = $"row {row}",
            };
        })];
    }

    /// <summary>Rows with the columns Label and Features.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="label">What the label is.</param>
    /// <param name="features">What the features are.</param>
    /// <param name="rows">The rows, or null for <see cref="Rows"/>.</param>
    public static IDataView View(
        MLContext mlContext,
        LabelKind label = LabelKind.Text,
        FeatureKind features = FeatureKind.Dense,
        IReadOnlyList<Sample>? rows = null)
    {
        var data = mlContext.Data.LoadFromEnumerable(rows ?? Rows());
        if (Label(mlContext, label) is { } makeLabel)
        {
            data = makeLabel.Fit(data).Transform(data);
        }

        return Features(mlContext, features) is { } makeFeatures ? makeFeatures.Fit(data).Transform(data) : data;
    }

    private static IEstimator<ITransformer>? Label(MLContext mlContext, LabelKind kind)
    {
        IEstimator<ITransformer> Key(string column) => mlContext.Transforms.Conversion.MapValueToKey("Label", column);
        return kind switch
        {
            LabelKind.Text => Key(nameof(Sample.Text)),
            LabelKind.Number => Key(nameof(Sample.Number)),
            LabelKind.Date => Key(nameof(Sample.Date)),
            LabelKind.Unnamed => mlContext.Transforms.CopyColumns("Label", nameof(Sample.Key)),
            LabelKind.Boolean => mlContext.Transforms.CopyColumns("Label", nameof(Sample.IsFirst)),
            LabelKind.Real => mlContext.Transforms.CopyColumns("Label", nameof(Sample.Amount)),
            LabelKind.TwoKeys => Key(nameof(Sample.IsFirst)),
            LabelKind.Numbers => mlContext.Transforms.Concatenate("Label", nameof(Sample.Amount), nameof(Sample.A)),
            LabelKind.Flags => mlContext.Transforms.CopyColumns("Label", nameof(Sample.Flags)),
            LabelKind.Set => Key(nameof(Sample.Tags)),
            LabelKind.NoKey => mlContext.Transforms.CopyColumns("Label", nameof(Sample.Text)),
            _ => null,
        };
    }

    private static IEstimator<ITransformer>? Features(MLContext mlContext, FeatureKind kind)
    {
        IEstimator<ITransformer> Join(params string[] columns) => mlContext.Transforms.Concatenate("Features", columns);
        return kind switch
        {
            FeatureKind.Dense => Join(nameof(Sample.A), nameof(Sample.B), nameof(Sample.C), nameof(Sample.D)),
            FeatureKind.Narrow => Join(nameof(Sample.A), nameof(Sample.B)),
            FeatureKind.Sparse => mlContext.Transforms.CopyColumns("Features", nameof(Sample.Sparse)),
            FeatureKind.Scalar => mlContext.Transforms.CopyColumns("Features", nameof(Sample.A)),
            FeatureKind.WrongType => mlContext.Transforms.Conversion.ConvertType("Features", nameof(Sample.Sparse), DataKind.Double),
            FeatureKind.Variable => mlContext.Transforms.CopyColumns("Features", nameof(Sample.Several)),
            _ => null,
        };
    }
}
