// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>memory --data FOLDER [--fits 100]: what fits leave behind, and the bytes that a step allocates.</summary>
internal static class MemoryVerb
{
    private const double Mebibyte = 1 << 20;
    private const int WarmUpFits = 500; // meanwhile .NET compiles again what runs often, which takes some 12 MB; after that the process has its size
    private const int Rows = 20_000;
    private const int Batch = 32;

    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var context = new MLContext();
        var fits = line.Number("fits", 100);
        var view = DenseView.Random(Rows, 28, Rows);
        Repeat(WarmUpFits, () => Fit(context, view, 256, 1));
        var (managed, process) = (GC.GetTotalMemory(true), Resident());
        Repeat(fits, () => Fit(context, view, 256, 1));
        var result = new Dictionary<string, object>
        {
            ["workload"] = "memory",
            ["peer"] = "fluxtrainers",
            ["fits"] = fits,
            ["rows_mib"] = Rows * 29 * 4 / Mebibyte,
            ["managed_growth_mib"] = (GC.GetTotalMemory(true) - managed) / Mebibyte,
            ["process_growth_mib"] = (Resident() - process) / Mebibyte,
            ["bytes_per_epoch"] = BytesPerEpoch(context, view),
            ["bytes_per_step"] = BytesPerStep(context, view),
        };
        Measuring.Print(result);
    }

    /// <summary>What an epoch of twice the rows allocates beyond one of the rows, for each step that it has more: what an epoch allocates as such does not count.</summary>
    private static double BytesPerStep(MLContext context, DenseView view) =>
        (BytesPerEpoch(context, view.Of(2 * Rows)) - BytesPerEpoch(context, view)) / (Rows / Batch);

    private static double BytesPerEpoch(MLContext context, DenseView view)
    {
        const int Epochs = 8;
        double Of(int epochs) => Bytes(() => Fit(context, view, Batch, epochs));
        return Measuring.Warm(1, () => (Of(1 + Epochs) - Of(1)) / Epochs).Single();
    }

    private static double Bytes(Action work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static void Fit(MLContext context, DenseView view, int batch, int epochs)
    {
        var options = new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(128, 64), Standardize = false, BatchSize = batch, Epochs = epochs, Seed = 1 };
        context.FluxTrainers.NeuralBinaryClassifier(options, new TrainingRun { Threads = 1 }).Fit(view).Dispose();
    }

    private static void Repeat(int times, Action work)
    {
        for (var i = 0; i < times; i++)
        {
            work();
        }
    }

    private static double Resident()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
