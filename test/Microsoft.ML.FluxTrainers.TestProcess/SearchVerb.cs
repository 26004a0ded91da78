// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Security.Cryptography;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>search folder milliseconds: a search that shares its trials by claims, and waits after each; prints the hash of the weights that it ends with.</summary>
internal static class SearchVerb
{
    public static void Run(string[] args)
    {
        var context = new MLContext();
        var stream = new RandomStream(1);
        var rows = Enumerable.Range(0, 60).Select(i => new Row
        {
            Label = (uint)(i % 3) + 1,
            Features = [(float)(stream.NextNormal() + (2 * (i % 3))), (float)stream.NextNormal()],
        }).ToList();
        var trainer = context.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Builder = new MlpBuilder(6), Epochs = 5 });
        var space = new ParameterSpace(ParameterRange.Numbers("Optimizer.LearningRate", 0.001, 0.1, ParameterScale.Log10));
        var options = new TuningOptions { Trials = 6, Resampling = new StratifiedKFold(2), Seed = 1 };
        var run = new TuningRun
        {
            HistoryFolder = args[0],
            Sharing = TrialSharing.ByClaims(TimeSpan.FromSeconds(1)),
            Progress = new Pause(int.Parse(args[1], CultureInfo.InvariantCulture)),
        };
        using var model = context.FluxTrainers.Tuned(trainer, space, options, run).Fit(context.Data.LoadFromEnumerable(rows));
        using var weights = new MemoryStream();
        ((NeuralTransformer)model.Model).Model.SaveWeights(weights);
        Console.Out.WriteLine($"weights {Convert.ToHexString(SHA256.HashData(weights.ToArray()))}");
    }

    private sealed class Pause(int milliseconds) : IProgress<TuningProgress>
    {
        public void Report(TuningProgress value) => Thread.Sleep(milliseconds);
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }
}
