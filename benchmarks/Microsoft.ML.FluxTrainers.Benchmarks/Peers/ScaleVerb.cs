// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>scale ROWS ... [--turns 3] [--folder TEMP]: time per row of fits of more and more rows, in memory and spilled to a file, and of two fits at once.</summary>
internal static class ScaleVerb
{
    private const int Width = 28;
    private const int HeldRows = 1_000_000;
    private const int Epochs = 3;
    private const int RowsAtOnce = 100_000;
    private const int TurnsAtOnce = 7;
    private const int FewRows = 100_000; // up to here a fit is so short that more turns cost nothing
    private const int ManyRows = 1_000_000; // above, one turn is long enough
    private const int MoreTurns = 5;

    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var (context, turns) = (new MLContext(), line.Number("turns", 3));
        var spill = line.Find("folder") is { } folder ? DataLoading.Spill(folder) : DataLoading.Spill();
        var source = Rows(HeldRows);
        var sizes = line.Words.Select(word => long.Parse(word, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Fit(context, source.Of(sizes[0]), DataLoading.InMemory);
        Fit(context, source.Of(sizes[0]), spill);
        AtOnce(context, source.Of(RowsAtOnce));
        foreach (var size in sizes)
        {
            var view = source.Of(size);
            var count = size <= FewRows ? MoreTurns * turns : size <= ManyRows ? (2 * turns) + 1 : 1;
            var times = Enumerable.Range(0, count).Select(_ => (
                Memory: Measuring.Seconds(() => Fit(context, view, DataLoading.InMemory)),
                Spilled: Measuring.Seconds(() => Fit(context, view, spill)))).ToList();
            var perRow = 1e9 / (size * Epochs);
            Measuring.Print(new Dictionary<string, object>
            {
                ["workload"] = "scale",
                ["peer"] = "fluxtrainers",
                ["rows"] = size,
                ["turns"] = times.Count,
                ["memory_ns"] = perRow * Measuring.Median(times.Select(time => time.Memory)),
                ["spilled_ns"] = perRow * Measuring.Median(times.Select(time => time.Spilled)),
                ["memory_ns_all"] = times.Select(time => Measuring.Rounded(perRow * time.Memory, 4)),
                ["spilled_ns_all"] = times.Select(time => Measuring.Rounded(perRow * time.Spilled, 4)),
                ["peak_mib"] = Measuring.PeakMebibytes(),
            });
        }
    }

    /// <summary>A view of so many rows, of which no more than a million are in memory.</summary>
    public static DenseView Rows(long count) => DenseView.Random((int)Math.Min(count, HeldRows), Width, count);

    /// <summary>Two fits in this process at once, and in two processes, which share nothing but the machine.</summary>
    private static void AtOnce(MLContext context, DenseView view)
    {
        var (alone, both) = (FitsVerb.InProcesses(1, RowsAtOnce, TurnsAtOnce), FitsVerb.InProcesses(2, RowsAtOnce, TurnsAtOnce));
        void One() => Fit(context, view, DataLoading.InMemory);
        var times = Enumerable.Range(0, TurnsAtOnce).Select(_ => (One: Measuring.Seconds(One), Two: Measuring.Seconds(() => Parallel.Invoke(One, One)))).ToList();
        Measuring.Print(new Dictionary<string, object>
        {
            ["workload"] = "at once",
            ["peer"] = "fluxtrainers",
            ["cores"] = Environment.ProcessorCount,
            ["one_s"] = Measuring.Median(times.Select(time => time.One)),
            ["two_s"] = Measuring.Median(times.Select(time => time.Two)),
            ["speedup"] = Measuring.Median(times.Select(time => 2 * time.One / time.Two)),
            ["processes_speedup"] = 2 * alone[0] / both.Average(),
            ["speedup_all"] = times.Select(time => Measuring.Rounded(2 * time.One / time.Two, 4)),
        });
    }

    /// <summary>Trains W2's network on the rows.</summary>
    public static void Fit(MLContext context, DenseView view, DataLoading loading)
    {
        var options = new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(128, 64), Standardize = false, BatchSize = 256, Epochs = Epochs, Seed = 1 };
        context.FluxTrainers.NeuralBinaryClassifier(options, new TrainingRun { Threads = 1, DataLoading = loading }).Fit(view).Dispose();
    }
}
