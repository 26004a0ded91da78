// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Searches the architecture of a network: first the channels and windows of a convolution on images, then the widths of three hidden layers on irises, 100 of the 4096 networks that
// there are with widths of 1, 5, 9, ..., 61.
// Run it: dotnet run samples/architecture-search.cs
using System.Globalization;
using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);

// Halving: nine networks are trained for one epoch, the three best of them for three, the best of those for nine. Each goes on where it ended.
var garments = mlContext.Data.LoadFromEnumerable(Garment.Read(Path.Combine(folder, "fashion-mnist.gz"), 600));
var images = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Garment.Kind))
    .Append(mlContext.FluxTrainers.Tuned(
        mlContext.FluxTrainers.NeuralImageClassifier(new NeuralImageClassifierOptions { Height = Garment.Size, Width = Garment.Size, Epochs = 9 }),
        new ParameterSpace(
            ParameterRange.Lists("Builder.Channels", 1, 2, 8, 32, ParameterScale.Log2),
            ParameterRange.Choices("Builder.KernelHeight", 3, 5),
            ParameterRange.Numbers("Builder.Dropout", 0, 0.5)),
        new TuningOptions { Strategy = new SuccessiveHalving(), Trials = 9, Resampling = new Holdout() }));
using (var model = images.Fit(garments))
{
    Console.WriteLine("Convolutions on 600 images of clothes:");
    Console.WriteLine(model.LastTransformer.Report);
}

// Random search over the widths of a network for irises. A range may hold whole builders as well: ParameterRange.Choices("Builder", new MlpBuilder(8), new MlpBuilder(16, 8)).
var data = mlContext.Data.LoadFromTextFile<Flower>(Path.Combine(folder, "iris.csv"), separatorChar: ',', hasHeader: true);
var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Species))
    .Append(mlContext.Transforms.Concatenate(
        "Features", nameof(Flower.SepalLength), nameof(Flower.SepalWidth), nameof(Flower.PetalLength), nameof(Flower.PetalWidth)))
    .Append(mlContext.FluxTrainers.Tuned(
        mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Optimizer = new Adam(0.01), Epochs = 10, BatchSize = 8 }),
        new ParameterSpace(ParameterRange.Lists("Builder.Hidden", 3, 3, 1, 61, step: 4)),
        new TuningOptions { Strategy = new RandomSearch(), Trials = 100, Resampling = new StratifiedKFold(5), Metric = EvaluationMetric.LogLoss },
        new TuningRun { Parallelism = Environment.ProcessorCount }));

using var flowers = pipeline.Fit(data);
var report = flowers.LastTransformer.Report;
Console.WriteLine("Hidden layers for irises:");
Console.WriteLine(report);

var best = report.Best;
var hidden = best.Point.Get<ValueList<int>>("Builder.Hidden");
Console.WriteLine($"best: hidden ({string.Join(", ", hidden)}), cross entropy {best.Metric:F3} ({report.Trials.Count} trials)");

internal sealed class Garment
{
    public const int Size = 28;

    [VectorType(Size * Size)]
    public byte[] Image { get; set; } = [];

    public int Kind { get; set; }

    /// <summary>Reads images of 28 x 28 gray pixels, a byte each, with the number of the kind in front (MIT license: see fashion-mnist.LICENSE).</summary>
    public static List<Garment> Read(string path, int count)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var garments = new List<Garment>();
        for (var kind = stream.ReadByte(); kind >= 0 && garments.Count < count; kind = stream.ReadByte())
        {
            var pixels = new byte[Size * Size];
            stream.ReadExactly(pixels);
            garments.Add(new Garment { Image = pixels, Kind = kind });
        }

        return garments;
    }
}

internal sealed class Flower
{
    [LoadColumn(0)]
    public float SepalLength { get; set; }

    [LoadColumn(1)]
    public float SepalWidth { get; set; }

    [LoadColumn(2)]
    public float PetalLength { get; set; }

    [LoadColumn(3)]
    public float PetalWidth { get; set; }

    [LoadColumn(4)]
    public string Species { get; set; } = "";
}
