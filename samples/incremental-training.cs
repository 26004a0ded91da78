// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Trains for a while, saves, loads in what could be another process, and goes on: the result is that of training without a pause, to the bit.
// Run it: dotnet run samples/incremental-training.cs
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromTextFile<Flower>(Path.Combine(folder, "iris.csv"), separatorChar: ',', hasHeader: true);
var options = new NeuralClassifierOptions { Builder = new MlpBuilder(16) { Dropout = 0.1 }, Epochs = 5, BatchSize = 8, Seed = 1 };
var path = Path.Combine(Path.GetTempPath(), $"iris-{Environment.ProcessId}.zip");

// The first part. KeepTrainingState saves what a later fit goes on from: optimizer, random streams, last weights.
using (var first = Pipeline(options, new TrainingRun { KeepTrainingState = true }).Fit(data))
{
    mlContext.Model.Save(first, data.Schema, path);
}

// The second: five more epochs. Only Epochs differs; were it the batch size, the fit would start anew and say so. The steps before the network are those of the loaded model.
var loaded = mlContext.Model.Load(path, out _);
var longer = Pipeline(options with { Epochs = 10 }, new TrainingRun());
using var resumed = mlContext.FluxTrainers.Fit(longer, data, previous: loaded);
using var uninterrupted = longer.Fit(data);
File.Delete(path);

for (var epoch = 0; epoch <= 10; epoch++)
{
    Console.WriteLine($"epoch {epoch,2}: loss {resumed.LastTransformer.History.TrainingLosses[epoch]:F4}{(epoch == 5 ? "  <- saved and loaded" : "")}");
}

var (before, after) = (resumed.LastTransformer.History.TrainingLosses[5], resumed.LastTransformer.History.TrainingLosses[10]);
Console.WriteLine();
Console.WriteLine($"loss {before:F3} -> {after:F3} after 5 more epochs (resumed equals uninterrupted: {Weights(resumed.LastTransformer).SequenceEqual(Weights(uninterrupted.LastTransformer))})");

EstimatorChain<NeuralTransformer> Pipeline(NeuralClassifierOptions options, TrainingRun run) =>
    mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Species))
        .Append(mlContext.Transforms.Concatenate(
            "Features", nameof(Flower.SepalLength), nameof(Flower.SepalWidth), nameof(Flower.PetalLength), nameof(Flower.PetalWidth)))
        .Append(mlContext.FluxTrainers.NeuralClassifier(options, run));

static byte[] Weights(NeuralTransformer transformer)
{
    using var stream = new MemoryStream();
    transformer.Model.SaveWeights(stream);
    return stream.ToArray();
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
