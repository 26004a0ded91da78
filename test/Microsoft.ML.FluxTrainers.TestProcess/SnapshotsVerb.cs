// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Security.Cryptography;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>snapshots folder milliseconds: trains with snapshots, and waits after each epoch; prints the epochs and the hash of the weights.</summary>
internal static class SnapshotsVerb
{
    public static void Run(string[] args)
    {
        var context = new MLContext();
        var pause = int.Parse(args[1], CultureInfo.InvariantCulture);
        var random = new RandomStream(1);
        var rows = Enumerable.Range(0, 200).Select(i => new Row
        {
            Label = (uint)(i % 3),
            Features = [(float)(random.NextNormal() + (i % 3)), (float)random.NextNormal()],
        }).ToList();
        var options = new NeuralClassifierOptions
        {
            Builder = new MlpBuilder(16, 8) { Dropout = 0.3 },
            Epochs = 30,
            Seed = 1,
            ValidationFraction = 0.2,
            ValidationMetric = ValidationMetric.Accuracy,
        };
        var run = new TrainingRun
        {
            Snapshots = new Snapshots(args[0]),
            Actions =
            [
                TrainingAction.Do(result =>
                {
                    Console.Out.WriteLine(FormattableString.Invariant($"epoch {result.Epoch}"));
                    Thread.Sleep(pause);
                }),
            ],
        };
        using var model = context.FluxTrainers.NeuralClassifier(options, run).Fit(context.Data.LoadFromEnumerable(rows));
        using var weights = new MemoryStream();
        model.Model.SaveWeights(weights);
        Console.Out.WriteLine($"weights {Convert.ToHexString(SHA256.HashData(weights.ToArray()))}");
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }
}
