// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>instructions WORKLOAD EPOCHS: a fixed small fit, whose instructions ../instructions.sh counts.</summary>
internal static class InstructionsVerb
{
    private const int Rows = 2048;

    public static void Run(string[] arguments)
    {
        var epochs = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var (builder, batch) = arguments[0] switch
        {
            "small" => (new MlpBuilder(5, 4), 8),
            "batch32" => (new MlpBuilder(128, 64), 32),
            "batch256" => (new MlpBuilder(128, 64), 256),
            "dropout" => (new MlpBuilder(128, 64) { Dropout = 0.1 }, 256),
            var name => throw new ArgumentException($"There is no case '{name}': it is small, batch32, batch256 or dropout."),
        };
        var options = new NeuralBinaryClassifierOptions { Builder = builder, Standardize = false, BatchSize = batch, Epochs = epochs, Seed = 1 };
        var context = new MLContext();
        using var model = context.FluxTrainers.NeuralBinaryClassifier(options, new TrainingRun { Threads = 1 }).Fit(DenseView.Random(Rows, 28, Rows));
        Console.Out.WriteLine(model.History.TrainingLosses[^1].ToString("G9", CultureInfo.InvariantCulture));
    }
}
