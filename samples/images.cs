// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// A convolutional network that tells ten kinds of clothes apart, on small gray images: trained, saved, loaded, evaluated, and asked about one image.
// Run it: dotnet run samples/images.cs
// The images are 10000 of the 70000 of Fashion-MNIST (MIT license, Copyright 2017 Zalando SE: see fashion-mnist.LICENSE).
using System.Globalization;
using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var garments = Garment.Read(Path.Combine(folder, "fashion-mnist.gz"));
var mlContext = new MLContext(seed: 1);
var training = mlContext.Data.LoadFromEnumerable(garments.Take(8000));
var test = mlContext.Data.LoadFromEnumerable(garments.Skip(8000));

var options = new NeuralImageClassifierOptions
{
    Height = Garment.Size, // of a vector of pixels; MLImages and files tell their size themselves
    Width = Garment.Size,
    Augmentation = new Augmentation { HorizontalFlip = true }, // a shoe may point to either side
    Epochs = 12,
};
var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Garment.Kind))
    .Append(mlContext.FluxTrainers.NeuralImageClassifier(options))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

var path = Path.Combine(Path.GetTempPath(), $"clothes-{Environment.ProcessId}.zip");
using (var model = pipeline.Fit(training))
{
    var network = model.OfType<NeuralTransformer>().Single();
    Console.WriteLine(network.Model.Summary());
    foreach (var record in network.History.TrainingLosses.Index())
    {
        Console.WriteLine($"epoch {record.Index,2}  training loss {record.Item:F3}");
    }

    mlContext.Model.Save(model, training.Schema, path);
}

// Any other program loads the model so, and need not know how it was trained.
using var loaded = (TransformerChain<ITransformer>)mlContext.Model.Load(path, out _);
var metrics = mlContext.MulticlassClassification.Evaluate(loaded.Transform(test));
var shown = garments[^1];
using (var engine = mlContext.Model.CreatePredictionEngine<Garment, Prediction>(loaded, new PredictionEngineOptions { OwnsTransformer = false }))
{
    Console.WriteLine();
    Console.WriteLine($"kind: {shown.Kind}, predicted: {engine.Predict(shown).PredictedLabel}");
    shown.Print();
}

File.Delete(path);
Console.WriteLine();
Console.WriteLine($"test accuracy {metrics.MicroAccuracy:F2}");

internal sealed class Garment
{
    public const int Size = 28;

    private static readonly string[] _kinds =
        ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    [VectorType(Size * Size)]
    public byte[] Image { get; set; } = [];

    public string Kind { get; set; } = "";

    /// <summary>Reads images of 28 x 28 gray pixels, a byte each, with the number of the kind in front.</summary>
    public static List<Garment> Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var garments = new List<Garment>();
        for (var kind = stream.ReadByte(); kind >= 0; kind = stream.ReadByte())
        {
            var pixels = new byte[Size * Size];
            stream.ReadExactly(pixels);
            garments.Add(new Garment { Image = pixels, Kind = _kinds[kind] });
        }

        return garments;
    }

    public void Print()
    {
        foreach (var line in Image.Chunk(Size).Where((_, row) => row % 2 == 0)) // letters are twice as high as wide
        {
            Console.WriteLine(string.Concat(line.Select(pixel => " .:-=+*#%@"[pixel * 10 / 256])).TrimEnd());
        }
    }
}

internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = "";
}
