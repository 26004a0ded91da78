// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Sixty rows of three classes that a small network learns in a moment, and a trainer for them.</summary>
internal static class TuningData
{
    public static NeuralClassifierOptions Options { get; } = new() { Builder = new MlpBuilder(6), Optimizer = new Adam(0.02), Epochs = 6, BatchSize = 16 };

    public static ParameterSpace Space { get; } = new(
        ParameterRange.Numbers("Optimizer.LearningRate", 1e-4, 0.1, ParameterScale.Log10), ParameterRange.Choices("BatchSize", 8, 16));

    public static IDataView Rows(MLContext context, int count = 60)
    {
        var stream = new RandomStream(5);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(row => new Row
        {
            Id = row,
            Label = (uint)(row % 3) + 1,
            Features = [(float)(stream.NextNormal() + (2 * (row % 3))), (float)(stream.NextNormal() - (row % 3))],
        }).ToList());
    }

    public static TuningOptions Random(int trials = 4) => new() { Trials = trials, Resampling = new StratifiedKFold(2), Seed = 3 };

    public static TunedTransformer Fit(ParameterSpace space, TuningOptions options, TuningRun? run = null, NeuralClassifierOptions? trainer = null, int rows = 60)
    {
        var context = new MLContext(1);
        return context.FluxTrainers.Tuned(context.FluxTrainers.NeuralClassifier(trainer ?? Options), space, options, run).Fit(Rows(context, rows));
    }

    /// <summary>What a search found and what it trained, without times: equal for equal searches.</summary>
    public static string Essence(TunedTransformer model)
    {
        using var weights = new MemoryStream();
        ((NeuralTransformer)model.Model).Model.SaveWeights(weights);
        return string.Join('\n', model.Report.Trials.Select(TrialFile.Write))
            + $"\nbest {model.Report.Best.Id}, weights {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(weights.ToArray()))}";
    }

    public sealed class Row
    {
        public long Id { get; set; }

        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
