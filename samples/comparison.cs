// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj
#:package Microsoft.ML.FastTree
#:package Microsoft.ML.LightGbm
#:package LightGBM

// A neural network against other classifiers of iris flowers, on the same folds: MLJFlux's workflow "comparison". The table says of each how far it is
// from the best, and whether that may be chance.
// Run it: dotnet run samples/comparison.cs
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);
var data = mlContext.Data.Cache(mlContext.Data.LoadFromTextFile<Flower>(Path.Combine(folder, "iris.csv"), separatorChar: ',', hasHeader: true));

var network = new NeuralClassifierOptions
{
    Builder = new MlpBuilder(5, 4),
    Optimizer = new Adam { LearningRate = 0.01 },
    BatchSize = 8,
    Epochs = 50,
};
var options = new EvaluationOptions
{
    Resampling = new StratifiedKFold(5) { LabelColumnName = nameof(Flower.Species) }.Repeat(2),
    Metrics = [EvaluationMetric.LogLoss, EvaluationMetric.Accuracy, EvaluationMetric.BrierScore],
    Seed = 7,
    Parallelism = 2,
};

// Each fold gets a pipeline and a context of its own, so that folds can be trained side by side and still give the same numbers each time.
using var comparison = mlContext.FluxTrainers.Compare(
    data,
    options,
    [
        ("neural network", context => Prepared(context).Append(context.FluxTrainers.NeuralClassifier(network))),
        ("logistic regression", context => Prepared(context).Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy())),
        ("random forest", context => Prepared(context).Append(
            context.MulticlassClassification.Trainers.OneVersusAll(context.BinaryClassification.Trainers.FastForest(numberOfTrees: 50)))),
        ("gradient boosting", context => Prepared(context).Append(context.MulticlassClassification.Trainers.LightGbm(numberOfIterations: 50))),
    ]);

Console.WriteLine(comparison);
Console.WriteLine(comparison.Best);
var plot = Path.Combine(Path.GetTempPath(), $"comparison-{Environment.ProcessId}.svg");
comparison.SavePlot(plot);
Console.WriteLine($"plot: {new FileInfo(plot).Length} bytes of SVG");
File.Delete(plot);

var best = comparison.Best[EvaluationMetric.LogLoss];
Console.WriteLine($"best: {comparison.Best.Name}, cross entropy {best.Mean:F2} +- {best.Radius95:F2}");

static EstimatorChain<ColumnConcatenatingTransformer> Prepared(MLContext context) => context.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Species))
    .Append(context.Transforms.Concatenate(
        "Features", nameof(Flower.SepalLength), nameof(Flower.SepalWidth), nameof(Flower.PetalLength), nameof(Flower.PetalWidth)));

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
