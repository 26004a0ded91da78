// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj
#:package Microsoft.ML.FastTree

// Which diamonds cost more than $2,400? A network learns a vector for each cut, color and clarity, and boosted trees then read these vectors.
// Run it: dotnet run samples/entity-embeddings.cs
// The data: 10,000 of the 53,940 diamonds in the R package ggplot2 (MIT license).
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = (string?)AppContext.GetData("EntryPointFileDirectoryPath") ?? AppContext.BaseDirectory;
var mlContext = new MLContext(seed: 1);
var table = mlContext.Data.LoadFromTextFile<Diamond>(Path.Combine(folder, "diamonds.csv"), separatorChar: ',', hasHeader: true);
var split = mlContext.Data.TrainTestSplit(table, testFraction: 0.2);

// Texts get their numbers inside, and numbers their scale.
var columns = mlContext.Transforms.Expression("Label", "price => price > 2400", nameof(Diamond.Price))
    .Append(mlContext.Transforms.Concatenate("Features", "Carat", "Depth", "Table", "X", "Y", "Z"));
var network = mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions
{
    CategoricalColumnNames = [nameof(Diamond.Cut), nameof(Diamond.Color), nameof(Diamond.Clarity)],
    EmbeddingSizes = [new(nameof(Diamond.Clarity), 2)],
    Builder = new MlpBuilder(32, 16),
    Epochs = 30,
});
using var trained = columns.Append(network).Fit(split.TrainSet);
var accuracy = Accuracy(trained);

Console.WriteLine("clarity  its vector");
var clarity = trained.LastTransformer.Model.Embeddings[nameof(Diamond.Clarity)];
foreach (var level in (string[])["I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"])
{
    Console.WriteLine($"{level,-7}  {string.Join("  ", clarity[level].Select(number => $"{number,6:F2}"))}");
}

// The same network as a transformer: each category becomes a column of its vector, which any trainer can read.
var trees = columns
    .Append(mlContext.FluxTrainers.EntityEmbedder(network))
    .Append(mlContext.Transforms.Concatenate("All", "Features", "Cut", "Color", "Clarity"))
    .Append(mlContext.BinaryClassification.Trainers.FastTree(featureColumnName: "All"));
var embedded = Accuracy(trees.Fit(split.TrainSet));

Console.WriteLine();
Console.WriteLine($"test accuracy {accuracy:F2} (network), {embedded:F2} (FastTree on embeddings)");

double Accuracy(ITransformer model) => mlContext.BinaryClassification.Evaluate(model.Transform(split.TestSet)).Accuracy;

internal sealed class Diamond
{
    [LoadColumn(0)]
    public float Carat { get; set; }

    [LoadColumn(1)]
    public string Cut { get; set; } = "";

    [LoadColumn(2)]
    public string Color { get; set; } = "";

    [LoadColumn(3)]
    public string Clarity { get; set; } = "";

    [LoadColumn(4)]
    public float Depth { get; set; }

    [LoadColumn(5)]
    public float Table { get; set; }

    [LoadColumn(6)]
    public float Price { get; set; }

    [LoadColumn(7)]
    public float X { get; set; }

    [LoadColumn(8)]
    public float Y { get; set; }

    [LoadColumn(9)]
    public float Z { get; set; }
}
