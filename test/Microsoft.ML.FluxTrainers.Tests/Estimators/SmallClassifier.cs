// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A classifier that learns <see cref="SampleData"/> in a moment.</summary>
internal static class SmallClassifier
{
    public static NeuralClassifierOptions Options { get; } = new()
    {
        Builder = new MlpBuilder(8),
        Optimizer = new Adam { LearningRate = 0.02 },
        Epochs = 20,
        BatchSize = 16,
        Seed = 1,
    };

    public static NeuralClassifier Create(MLContext mlContext) => mlContext.FluxTrainers.NeuralClassifier(Options);

    public static NeuralTransformer Fit(MLContext mlContext, IDataView data) => Create(mlContext).Fit(data);

    /// <summary>The rows of a scored view, in its order.</summary>
    public static List<ScoredSample> Rows(MLContext mlContext, IDataView scored) =>
        [.. mlContext.Data.CreateEnumerable<ScoredSample>(scored, reuseRowObject: false)];

    /// <summary>The scores of a scored view by the number of the row.</summary>
    public static Dictionary<long, float[]> Scores(MLContext mlContext, IDataView scored) =>
        Rows(mlContext, scored).ToDictionary(row => row.Row, row => row.Score);
}
