// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Security.Cryptography;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>fit [seed]: trains classifiers with dropout on the same rows each time, by the managed and the eager runner; prints the
/// hashes of their weights.</summary>
internal static class FitVerb
{
    public static void Run(string[] args)
    {
        var context = new MLContext();
        var random = new RandomStream(1);
        var rows = Enumerable.Range(0, 200).Select(i => new Row
        {
            Label = (uint)(i % 3),
            Features = [(float)(random.NextNormal() + (i % 3)), (float)random.NextNormal()],
        }).ToList();
        var options = new NeuralClassifierOptions
        {
            Builder = new MlpBuilder(16, 8) { Dropout = 0.3 },
            Epochs = 3,
            Seed = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : null,
        };
        foreach (var runner in Enum.GetValues<RunnerKind>())
        {
            var trainer = context.FluxTrainers.NeuralClassifier(options, new TrainingRun { Runner = runner });
            using var model = trainer.Fit(context.Data.LoadFromEnumerable(rows));
            using var weights = new MemoryStream();
            model.Model.SaveWeights(weights);
            Console.Out.WriteLine(Convert.ToHexString(SHA256.HashData(weights.ToArray())));
        }
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }
}
