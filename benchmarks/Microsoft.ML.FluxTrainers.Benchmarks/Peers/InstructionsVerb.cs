// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>instructions [CASE | version]: one small fit a case, the named one with many epochs more, whose instructions ../instructions.sh counts. Without a name it prints the cases and the steps of those epochs.</summary>
internal static class InstructionsVerb
{
    private const int Rows = 2048;
    private const int Width = 28;
    private const int Epochs = 2;

    private sealed record Case(string Name, MlpBuilder Builder, int BatchSize, int MoreEpochs);

    private static readonly Case[] _cases =
    [
        new("batch8", new MlpBuilder(5, 4), 8, 60),
        new("batch32", new MlpBuilder(128, 64), 32, 5),
        new("batch256", new MlpBuilder(128, 64), 256, 5),
        new("dropout", new MlpBuilder(128, 64) { Dropout = 0.1 }, 256, 5),
    ];

    public static void Run(string[] arguments)
    {
        if (arguments is ["version"])
        {
            Console.Out.WriteLine(Measuring.Versions());
            return;
        }

        if (arguments.Length == 0)
        {
            Console.Out.WriteLine(string.Join('\n', _cases.Select(one => $"{one.Name} {one.MoreEpochs * Rows / one.BatchSize}")));
            return;
        }

        var context = new MLContext();
        foreach (var one in _cases)
        {
            var options = new NeuralBinaryClassifierOptions
            {
                Builder = one.Builder,
                Standardize = false,
                BatchSize = one.BatchSize,
                Epochs = Epochs + (one.Name == arguments[0] ? one.MoreEpochs : 0),
                Seed = 1,
            };
            using var model = context.FluxTrainers.NeuralBinaryClassifier(options, new TrainingRun { Threads = 1 }).Fit(DenseView.Random(Rows, Width, Rows));
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Name} {model.History.Runner} {model.History.Epochs} {model.History.TrainingLosses[^1]:G9}"));
        }
    }
}
