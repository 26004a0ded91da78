// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj
#:package Microsoft.ML.FastTree
#:package Microsoft.ML.LightGbm
#:package LightGBM

// A neural network beside three trainers of ML.NET, each on the same folds of the same data: 178 wines of three cultivars by 13 chemical measurements
// in their raw units (wine.csv, by S. Aeberhard and M. Forina, UCI Machine Learning Repository, CC BY 4.0, https://doi.org/10.24432/C5PC7J).
// Run it: dotnet run samples/compare.cs
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.LoadFromTextFile<Wine>(Path.Combine(folder, "wine.csv"), separatorChar: ',', hasHeader: true);

// The preparation is the same for all, so it is fitted once. Keys made from all rows tell nothing about which row has which.
var preparation = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Wine.Cultivar));
var prepared = mlContext.Data.Cache(preparation.Fit(data).Transform(data));

var trainers = mlContext.MulticlassClassification.Trainers;
(string Name, IEstimator<ITransformer> Trainer)[] candidates =
[
    (nameof(NeuralClassifier), mlContext.FluxTrainers.NeuralClassifier()),
    ("SdcaMaximumEntropy", mlContext.Transforms.NormalizeMeanVariance("Features").Append(trainers.SdcaMaximumEntropy())),
    ("FastForest", trainers.OneVersusAll(mlContext.BinaryClassification.Trainers.FastForest())),
    ("LightGbm", trainers.LightGbm()),
];

// CrossValidate splits by the seed alone, so all candidates meet the same folds.
Console.WriteLine("trainer             micro-accuracy   per fold                            log-loss   seconds");
var results = new List<(string Name, double Accuracy)>();
foreach (var (name, trainer) in candidates)
{
    var clock = Stopwatch.StartNew();
    var folds = mlContext.MulticlassClassification.CrossValidate(prepared, trainer, numberOfFolds: 5, seed: 7);
    var accuracy = folds.Average(fold => fold.Metrics.MicroAccuracy);
    var each = string.Join(' ', folds.Select(fold => $"{fold.Metrics.MicroAccuracy:F3}"));
    Console.WriteLine($"{name,-18}  {accuracy,14:F3}   {each,-32}  {folds.Average(fold => fold.Metrics.LogLoss),10:F3}  {clock.Elapsed.TotalSeconds,8:F1}");
    results.Add((name, accuracy));
    foreach (var fold in folds)
    {
        (fold.Model as IDisposable)?.Dispose();
    }
}

var best = results.MaxBy(result => result.Accuracy);
Console.WriteLine();
Console.WriteLine($"best: {best.Name}, micro-accuracy {best.Accuracy:F2}");

internal sealed class Wine
{
    [LoadColumn(0, 12)]
    [VectorType(13)]
    public float[] Features { get; set; } = [];

    [LoadColumn(13)]
    public string Cultivar { get; set; } = "";
}
