// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// A neural network that tells three kinds of iris apart: cross-validated, trained, saved, loaded and asked about one flower.
// Run it: dotnet run samples/quickstart.cs
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromTextFile<Flower>(Path.Combine(folder, "iris.csv"), separatorChar: ',', hasHeader: true);

var options = new NeuralClassifierOptions
{
    Builder = new MlpBuilder(5, 4),
    Optimizer = new Adam { LearningRate = 0.01 },
    BatchSize = 8,
    Epochs = 100,
    Device = Device.Auto, // a GPU where torch sees one, else the CPU
};
var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Species))
    .Append(mlContext.Transforms.Concatenate(
        "Features", nameof(Flower.SepalLength), nameof(Flower.SepalWidth), nameof(Flower.PetalLength), nameof(Flower.PetalWidth)))
    .Append(mlContext.FluxTrainers.NeuralClassifier(options))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

var folds = mlContext.MulticlassClassification.CrossValidate(data, pipeline, numberOfFolds: 5);
Console.WriteLine("fold  micro-accuracy  log-loss");
foreach (var fold in folds)
{
    Console.WriteLine($"{fold.Fold + 1,4}  {fold.Metrics.MicroAccuracy,14:F3}  {fold.Metrics.LogLoss,8:F3}");
    (fold.Model as IDisposable)?.Dispose();
}

// Train on all flowers, save, and load as any other program would: the file alone says what it is.
var path = Path.Combine(Path.GetTempPath(), $"iris-{Environment.ProcessId}.zip");
using (var model = pipeline.Fit(data))
{
    var history = model.OfType<NeuralTransformer>().Single().History;
    Console.WriteLine();
    Console.WriteLine($"trained for {history.Epochs} epochs on {history.Device}: loss {history.TrainingLosses[0]:F3} -> {history.TrainingLosses[^1]:F3}");
    mlContext.Model.Save(model, data.Schema, path);
}

var loaded = mlContext.Model.Load(path, out _);
using (var engine = mlContext.Model.CreatePredictionEngine<Flower, Prediction>(loaded))
{
    var flower = new Flower { SepalLength = 6.1f, SepalWidth = 2.8f, PetalLength = 4.7f, PetalWidth = 1.2f };
    var prediction = engine.Predict(flower);
    VBuffer<ReadOnlyMemory<char>> names = default;
    engine.OutputSchema["Score"].GetSlotNames(ref names);
    Console.WriteLine($"an iris with petals of {flower.PetalLength} x {flower.PetalWidth} cm is {prediction.PredictedLabel}:");
    foreach (var (name, probability) in names.DenseValues().Zip(prediction.Score))
    {
        Console.WriteLine($"  {name,-10} {probability:P1}");
    }
}

File.Delete(path);
Console.WriteLine();
Console.WriteLine($"cross-validated micro-accuracy {folds.Average(fold => fold.Metrics.MicroAccuracy):F3} (5 folds)");

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

internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
