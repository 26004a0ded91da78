// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>instructions: small fits whose instructions ../instructions.sh counts, each case three times, with a call between that tells valgrind where one ends.</summary>
/// <remarks>The first fit of a case compiles everything, the second is short, the third has more epochs: what it takes more is that of its steps.</remarks>
internal static partial class InstructionsVerb
{
    private const int Rows = 1024;
    private const int Width = 28;
    private const int Epochs = 1;

    private sealed record Case(string Name, MlpBuilder Builder, int BatchSize, int MoreEpochs);

    private static readonly Case[] _cases =
    [
        new("batch8", new MlpBuilder(5, 4), 8, 10),
        new("batch32", new MlpBuilder(128, 64), 32, 4),
        new("batch256", new MlpBuilder(128, 64), 256, 4),
        new("dropout", new MlpBuilder(128, 64) { Dropout = 0.1 }, 256, 4),
    ];

    public static void Run()
    {
        var context = new MLContext();
        var view = DenseView.Random(Rows, Width, Rows);
        Console.Out.WriteLine($"# {Measuring.Versions()}");
        foreach (var one in _cases)
        {
            Fit(context, view, one, Epochs);
            _ = Mark();
            Fit(context, view, one, Epochs);
            _ = Mark();
            var runner = Fit(context, view, one, Epochs + one.MoreEpochs);
            _ = Mark();
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Name} {one.MoreEpochs * Rows / one.BatchSize} {runner}"));
        }
    }

    private static string Fit(MLContext context, DenseView view, Case one, int epochs)
    {
        var options = new NeuralBinaryClassifierOptions { Builder = one.Builder, Standardize = false, BatchSize = one.BatchSize, Epochs = epochs, Seed = 1 };
        using var model = context.FluxTrainers.NeuralBinaryClassifier(options, new TrainingRun { Threads = 1 }).Fit(view);
        return model.History.Runner;
    }

    /// <summary>A function of the C library that nothing else here calls, so that callgrind can be told to stop at it.</summary>
    [LibraryImport("libc.so.6", EntryPoint = "getppid")]
    private static partial int Mark();
}
