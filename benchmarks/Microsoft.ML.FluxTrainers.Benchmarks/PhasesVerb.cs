// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>phases [W1 W2 …] [--repetitions 7] [--threads 1] [--runner auto] [--rows 1000000] [--loading spill]: where the time of a fit goes, on made-up rows of the workloads' shapes.</summary>
/// <remarks>
/// Minima over repetitions in one process, since what disturbs only ever adds; processor time is that of the whole process, and leaves out the time that others had. "reading" is what the history's clock does not see: from the data view to training memory, and
/// from the last epoch to the model; "first loss" is the pass that measures the loss before training.
/// </remarks>
internal static class PhasesVerb
{
    private sealed record Shape(int Rows, int BatchSize, int Epochs, Func<MLContext, TrainingRun, IEstimator<NeuralTransformer>> Trainer, Func<MLContext, IDataView> Data)
    {
        public long Steps => ((Rows + BatchSize - 1L) / BatchSize) * Epochs;
    }

    private sealed record Phases(double Whole, double Processor, double Reading, double FirstLoss, double Epochs, long Bytes);

    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var run = new TrainingRun
        {
            Threads = line.Find("threads") == "auto" ? null : line.Number("threads", 1),
            DataLoading = line.Find("loading") == "spill" ? DataLoading.Spill() : DataLoading.Auto,
            Runner = Enum.Parse<RunnerKind>(line.Find("runner") ?? nameof(RunnerKind.Auto), ignoreCase: true),
        };
        Console.Out.WriteLine("| workload | steps | us a step | median | processor us a step | reading ms | first loss ms | epochs ms | us a step of the epochs | bytes a step |");
        Console.Out.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var name in line.Words.Count > 0 ? line.Words : ["W1", "W2", "W2b", "W3", "W4", "W6"])
        {
            var shape = Named(name, line.Number("rows", 160_000));
            var context = new MLContext();
            var (view, trainer) = (shape.Data(context), shape.Trainer(context, run));
            var fits = Measuring.Warm(line.Number("repetitions", 7), () => Measure(trainer, view));
            var (epochs, step) = (fits.Min(fit => fit.Epochs), 1000.0 / shape.Steps);
            Console.Out.WriteLine(
                $"| {name} | {shape.Steps} | {fits.Min(fit => fit.Whole) * step:F2} | {fits.Select(fit => fit.Whole).Order().ElementAt(fits.Count / 2) * step:F2} | {fits.Min(fit => fit.Processor) * step:F2} | {fits.Min(fit => fit.Reading):F1} | {fits.Min(fit => fit.FirstLoss):F2} | {epochs:F1} | {epochs * step:F2} | {fits.Min(fit => fit.Bytes) / (double)shape.Steps:F0} |");
        }

        Console.Out.WriteLine($"At most {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB were in use.");
    }

    private static Phases Measure(IEstimator<NeuralTransformer> trainer, IDataView view)
    {
        var (bytes, processor, watch) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        using var model = trainer.Fit(view);
        var (whole, used) = (watch.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        var events = model.History.Events;
        var (first, last) = (events[0].Elapsed.TotalMilliseconds, events[^1].Elapsed.TotalMilliseconds);
        return new(whole, used, whole - last, first, last - first, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private static Shape Named(string name, int rows) => name switch
    {
        "W1" => Dense(120, 4, 3, 8, 100, new MlpBuilder { Hidden = [5, 4] }),
        "W2" => Dense(rows, 28, 2, 256, 5, new MlpBuilder { Hidden = [128, 64] }),
        "W2b" => Dense(rows, 28, 2, 32, 1, new MlpBuilder { Hidden = [128, 64] }),
        "W3" => Dense(16_000, 500, 10, 128, 3, new MlpBuilder { Hidden = [256] }),
        "W4" => new(43_000, 256, 5, Embedded, context => context.Data.LoadFromEnumerable(CategoryRow.Synthetic(43_000), CategoryRow.Schema)),
        "W6" => Dense(rows, 28, 2, 256, 5, new MlpBuilder { Hidden = [128, 64], Dropout = 0.1 }),
        _ => throw new ArgumentException($"There is no workload '{name}'."),
    };

    private static Shape Dense(int rows, int width, int classes, int batchSize, int epochs, NetworkBuilder builder)
    {
        var options = new NeuralClassifierOptions { Builder = builder, BatchSize = batchSize, Epochs = epochs, Standardize = false, Seed = 1 };
        return new(
            rows,
            batchSize,
            epochs,
            (context, run) => context.FluxTrainers.NeuralClassifier(options, run),
            RowTable.Synthetic(rows, width, classes).ToDataView);
    }

    private static IEstimator<NeuralTransformer> Embedded(MLContext context, TrainingRun run) => context.FluxTrainers.NeuralRegressor(
        new NeuralRegressorOptions
        {
            Builder = new MlpBuilder { Hidden = [64, 32] },
            CategoricalColumnNames = [nameof(CategoryRow.Cut), nameof(CategoryRow.Color), nameof(CategoryRow.Clarity)],
            EmbeddingSizes = [new(nameof(CategoryRow.Cut), 3), new(nameof(CategoryRow.Color), 3), new(nameof(CategoryRow.Clarity), 4)],
            BatchSize = 256,
            Epochs = 5,
            Seed = 1,
        },
        run);

    /// <summary>Six numbers and three categories, as diamonds have.</summary>
    private sealed class CategoryRow
    {
        public float[] Features { get; set; } = [];

        public uint Cut { get; set; }

        public uint Color { get; set; }

        public uint Clarity { get; set; }

        public float Label { get; set; }

        public static SchemaDefinition Schema
        {
            get
            {
                var schema = SchemaDefinition.Create(typeof(CategoryRow));
                schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 6);
                schema[nameof(Cut)].ColumnType = new KeyDataViewType(typeof(uint), 5);
                schema[nameof(Color)].ColumnType = new KeyDataViewType(typeof(uint), 7);
                schema[nameof(Clarity)].ColumnType = new KeyDataViewType(typeof(uint), 8);
                return schema;
            }
        }

        public static CategoryRow[] Synthetic(int count)
        {
            var random = new Random(1);
            return [.. Enumerable.Range(0, count).Select(_ => new CategoryRow
            {
                Features = [.. Enumerable.Range(0, 6).Select(_ => random.NextSingle())],
                Cut = (uint)random.Next(5),
                Color = (uint)random.Next(7),
                Clarity = (uint)random.Next(8),
                Label = random.NextSingle(),
            })];
        }
    }
}
