// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Stops when the loss on held-out irises has risen five times in a row, and keeps the weights of the best epoch. Ctrl-C ends the training too, and keeps them as well.
// Run it: dotnet run samples/early-stopping.cs
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromTextFile<Flower>(Path.Combine(folder, "iris.csv"), separatorChar: ',', hasHeader: true);

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true; // the program goes on with the best network so far
    cancellation.Cancel();
};

var patience = new Patience(5);
var options = new NeuralClassifierOptions
{
    Builder = new MlpBuilder(16),
    Epochs = 1000,
    BatchSize = 16,
    ValidationFraction = 0.3, // of each species; these rows are never trained on
    ValidationMetric = null, // the loss itself; ValidationMetric.Accuracy would be maximized
    Stopping = patience | new TimeLimit(TimeSpan.FromMinutes(5)),
};
var run = new TrainingRun
{
    CancellationToken = cancellation.Token,
    OnCancellation = CancellationBehavior.ReturnBest,
    Actions = [TrainingAction.Do(Print).Every(5)],
};
var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Species))
    .Append(mlContext.Transforms.Concatenate(
        "Features", nameof(Flower.SepalLength), nameof(Flower.SepalWidth), nameof(Flower.PetalLength), nameof(Flower.PetalWidth)))
    .Append(mlContext.FluxTrainers.NeuralClassifier(options, run));

Console.WriteLine("epoch  training loss  validation loss");
TransformerChain<NeuralTransformer> model;
try
{
    model = pipeline.Fit(data);
}
catch (OperationCanceledException)
{
    Console.WriteLine("cancelled before the first epoch had ended: there is no network yet");
    return;
}

using var owned = model;
var history = model.LastTransformer.History;
var reason = history.StopReason!;
Console.WriteLine();
Console.WriteLine(reason);
Console.WriteLine(
    $"stopped after {history.Epochs} epochs by {reason.Split(':')[0]}, best epoch {history.BestEpoch}, validation loss {history.ValidationLosses[history.BestEpoch!.Value]:F3}");

static void Print(EpochResult result) =>
    Console.WriteLine($"{result.Epoch,5}  {result.TrainingLoss,13:F4}  {result.ValidationLoss,15:F4}{(result.IsBest ? "  best" : "")}");

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
