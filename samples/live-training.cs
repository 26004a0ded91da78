// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers.Console/Microsoft.ML.FluxTrainers.Console.csproj

// Shows the training in the terminal, and writes a report meanwhile: open report.html in a browser, where it shows itself anew.
// Run it: dotnet run samples/live-training.cs
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromTextFile<Wine>(Path.Combine(folder, "wine.csv"), separatorChar: ',', hasHeader: true);

var options = new NeuralClassifierOptions
{
    Builder = new MlpBuilder(32),
    Epochs = 50,
    ValidationFraction = 0.3,
    ValidationMetric = ValidationMetric.Accuracy,
    LearningRateSchedule = new CosineDecay(),
};
using var console = new TrainingConsole();
var run = new TrainingRun
{
    Progress = console.Named("wines"),
    Actions = [TrainingAction.WatchNetwork(), TrainingAction.Do((_, context) => context.History.SaveReport("report.html", "Wines")).Every(5)],
};
var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Wine.Cultivar))
    .Append(mlContext.FluxTrainers.NeuralClassifier(options, run));

using var model = pipeline.Fit(data);
var history = model.OfType<NeuralTransformer>().Single().History;
history.SaveReport("report.html", "Wines"); // once more, with the reason for the end
history.SaveChart("losses.svg");
Console.WriteLine(history);
Console.WriteLine();
Console.WriteLine($"report.html written, {history.Epochs} epochs");

internal sealed class Wine
{
    [LoadColumn(0, 12)]
    [VectorType(13)]
    public float[] Features { get; set; } = [];

    [LoadColumn(13)]
    public string Cultivar { get; set; } = "";
}
