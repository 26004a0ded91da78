// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>A trainer with its settings.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Make">Makes it.</param>
internal sealed record Contender(string Name, Func<MLContext, IEstimator<ITransformer>> Make)
{
    /// <summary>Settings that the defaults are compared with; the first are the defaults themselves.</summary>
    public static IReadOnlyList<string> Candidates { get; } =
    [
        "",
        "Builder.Hidden=[256,128]",
        "Builder.Dropout=0.1",
        "Loss.LabelSmoothing=0.1",
        "Epochs=100",
        "Optimizer.LearningRate=0.001",
        "Optimizer.LearningRate=0.002",
        "BatchSize=64",
    ];

    /// <summary>ML.NET's tree ensembles with their own defaults, on one thread.</summary>
    public static IReadOnlyList<Contender> Trees { get; } =
    [
        new("LightGBM", context => context.MulticlassClassification.Trainers.LightGbm(
            new LightGbmMulticlassTrainer.Options { NumberOfThreads = 1 })),
        new("FastTree, one versus all", context => context.MulticlassClassification.Trainers.OneVersusAll(
            context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfThreads = 1 }))),
        new("FastForest, one versus all", context => context.MulticlassClassification.Trainers.OneVersusAll(
            context.BinaryClassification.Trainers.FastForest(new FastForestBinaryTrainer.Options { NumberOfThreads = 1 }))),
    ];

    /// <summary>The neural classifier with some settings changed.</summary>
    /// <param name="settings">Paths and JSON values with semicolons between; empty for the defaults.</param>
    public static Contender Neural(string settings)
    {
        var options = new NeuralClassifierOptions();
        foreach (var setting in settings.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            options = options.With(setting[..at], JsonSerializer.Deserialize<JsonElement>(setting[(at + 1)..]));
        }

        return new(settings.Length == 0 ? "defaults" : settings, context => context.FluxTrainers.NeuralClassifier(options));
    }
}
