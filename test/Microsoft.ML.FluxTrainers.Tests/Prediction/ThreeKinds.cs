// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Small data of three classes with 16 features, and what the tests of trained models do with it.</summary>
internal static class ThreeKinds
{
    public const int Width = 16;

    public static IReadOnlyList<Row> Rows { get; } =
    [
        .. Enumerable.Range(0, 30).Select(row => new Row
        {
            Kind = $"kind {row % 3}",
            Features = [.. Enumerable.Range(0, Width).Select(column => (row % 3) + (0.1f * (((row * 7) + (column * 5)) % 11)))],
        }),
    ];

    /// <summary>A network of layers that come back as data, but that torch alone can run; it has two tensors.</summary>
    public static NetworkBuilder OnTorch { get; } = new DilatedSeries();

    /// <summary>The rows with a key column "Label".</summary>
    public static IDataView Keyed(MLContext mlContext)
    {
        var rows = mlContext.Data.LoadFromEnumerable(Rows);
        return mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Row.Kind)).Fit(rows).Transform(rows);
    }

    public static NeuralTransformer Fit(MLContext mlContext, NetworkBuilder builder, int epochs = 2) =>
        Fit(mlContext, new NeuralClassifierOptions { Builder = builder, Epochs = epochs, BatchSize = 8, Seed = 1 });

    public static NeuralTransformer Fit(MLContext mlContext, NeuralClassifierOptions options, TrainingRun? run = null) =>
        mlContext.FluxTrainers.NeuralClassifier(options, run ?? new TrainingRun()).Fit(Keyed(mlContext));

    public static float[][] Scores(MLContext mlContext, ITransformer model) =>
        [.. model.Transform(Keyed(mlContext)).GetColumn<float[]>("Score")];

    public static byte[] Save(MLContext mlContext, ITransformer model)
    {
        using var stream = new MemoryStream();
        mlContext.Model.Save(model, Keyed(mlContext).Schema, stream);
        return stream.ToArray();
    }

    public static ITransformer Load(MLContext mlContext, byte[] saved)
    {
        using var stream = new MemoryStream(saved);
        return mlContext.Model.Load(stream, out _);
    }

    /// <summary>The warnings that a context logs from now on; with "epoch 0" among them once training has begun.</summary>
    public static IReadOnlyList<string> Warnings(MLContext mlContext)
    {
        var warnings = new List<string>();
        mlContext.Log += (_, message) =>
        {
            if (message.Kind is Runtime.ChannelMessageKind.Warning or Runtime.ChannelMessageKind.Error)
            {
                warnings.Add(message.RawMessage);
            }
            else if (message.RawMessage.StartsWith("Before training", StringComparison.Ordinal))
            {
                warnings.Add("epoch 0");
            }
        };
        return warnings;
    }

    internal sealed class Row
    {
        public string Kind { get; set; } = "";

        [VectorType(Width)]
        public float[] Features { get; set; } = [];
    }
}
