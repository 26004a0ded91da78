// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Searches batch size and learning rate of a small network on a grid of 25 points, each judged on five folds, then trains with the best on all rows. The search is an estimator, so the
// pipeline that ends in it can be fitted, cross-validated and saved like any other.
// Run it: dotnet run samples/hyperparameter-tuning.cs
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromTextFile<Flower>(Path.Combine(folder, "iris.csv"), separatorChar: ',', hasHeader: true);

// A range names an option by its path. Its scale says how values are spread: these by powers of 2 and of 10.
var space = new ParameterSpace(
    ParameterRange.Integers("BatchSize", 4, 64, ParameterScale.Log2),
    ParameterRange.Numbers("Optimizer.LearningRate", 0.0001, 1, ParameterScale.Log10));

var trainer = mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Builder = new MlpBuilder(5, 4), Epochs = 30 });
var tuning = new TuningOptions
{
    Strategy = new GridSearch { Goal = 25 },
    Resampling = new StratifiedKFold(5),
    Metric = EvaluationMetric.LogLoss, // the cross entropy
};
var run = new TuningRun
{
    Parallelism = Environment.ProcessorCount,
    Progress = new Printer(),
};
var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Species))
    .Append(mlContext.Transforms.Concatenate(
        "Features", nameof(Flower.SepalLength), nameof(Flower.SepalWidth), nameof(Flower.PetalLength), nameof(Flower.PetalWidth)))
    .Append(mlContext.FluxTrainers.Tuned(trainer, space, tuning, run));

using var model = pipeline.Fit(data);
var report = model.LastTransformer.Report;
Console.WriteLine();
Console.WriteLine(report);

var best = report.Best;
Console.WriteLine(
    $"best: batch size {best.Point["BatchSize"]}, learning rate {best.Point["Optimizer.LearningRate"]}, cross entropy {best.Metric:F3} ({report.Trials.Count} trials)");

// Prints at once: Progress<T> of .NET would wait for another thread.
internal sealed class Printer : IProgress<TuningProgress>
{
    public void Report(TuningProgress value) => Console.WriteLine(value);
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
