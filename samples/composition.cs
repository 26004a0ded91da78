// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj

// Irises of which four in five virginicas are missing: a pipeline that standardizes, balances the classes while it trains, and trains a network, beside the same without balancing. Each fold is tested on flowers as they are.
// Run it: dotnet run samples/composition.cs
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);
var all = mlContext.Data.LoadFromTextFile<Flower>(Path.Combine(folder, "iris.csv"), separatorChar: ',', hasHeader: true);

// Every fifth virginica stays.
var virginicas = 0;
var flowers = mlContext.Data.CreateEnumerable<Flower>(all, reuseRowObject: false).Where(flower => flower.Species != "virginica" || virginicas++ % 5 == 0).ToList();
Console.WriteLine(string.Join(", ", flowers.CountBy(flower => flower.Species).Select(species => $"{species.Value} {species.Key}")));
var data = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Species)).Fit(all).Transform(mlContext.Data.LoadFromEnumerable(flowers));

var network = mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions
{
    Builder = new MlpBuilder(5, 4),
    Optimizer = new Adam { LearningRate = 0.01 },
    BatchSize = 8,
    Epochs = 50,
});

// The standardizer is fitted on the training rows of each fold; SMOTE then makes new flowers between those that are close to each other in its units.
var standardizer = mlContext.Transforms.Concatenate(
        "Features", nameof(Flower.SepalLength), nameof(Flower.SepalWidth), nameof(Flower.PetalLength), nameof(Flower.PetalWidth))
    .Append(mlContext.Transforms.NormalizeMeanVariance("Features", fixZero: false));
(string Name, IEstimator<ITransformer> Pipeline)[] candidates =
[
    ("plain", standardizer.Append(network)),
    ("balanced", standardizer.Append(mlContext.FluxTrainers.Balanced(network, Balancing.Smote(neighbors: 3)))),
];

var options = new EvaluationOptions
{
    Resampling = new StratifiedKFold(5),
    Metrics = [EvaluationMetric.Accuracy, EvaluationMetric.BalancedAccuracy, EvaluationMetric.LogLoss],
    Seed = 1,
};
var accuracies = new Dictionary<string, double>();
foreach (var (name, pipeline) in candidates)
{
    using var result = mlContext.FluxTrainers.Evaluate(data, pipeline, options);
    accuracies[name] = result[EvaluationMetric.Accuracy].Mean;
    Console.WriteLine();
    Console.WriteLine($"{name}: {string.Join(", ", result.Metrics)}");
}

// A composition is saved and loaded like any other model.
var path = Path.Combine(Path.GetTempPath(), $"composition-{Environment.ProcessId}.zip");
var ensemble = standardizer
    .Append(mlContext.FluxTrainers.Bagging(mlContext.FluxTrainers.Balanced(network, Balancing.Smote(neighbors: 3)), members: 5))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
using (var model = ensemble.Fit(data))
{
    mlContext.Model.Save(model, data.Schema, path);
}

var loaded = mlContext.Model.Load(path, out _);
using (var engine = mlContext.Model.CreatePredictionEngine<Flower, Prediction>(loaded))
{
    var flower = new Flower { SepalLength = 6.1f, SepalWidth = 2.8f, PetalLength = 4.7f, PetalWidth = 1.2f };
    Console.WriteLine();
    Console.WriteLine($"five balanced networks, saved and loaded, say {engine.Predict(flower).PredictedLabel} to petals of {flower.PetalLength} x {flower.PetalWidth} cm");
}

File.Delete(path);
Console.WriteLine();
Console.WriteLine($"balanced pipeline: accuracy {accuracies["balanced"]:F2} (5 folds)");

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
}
