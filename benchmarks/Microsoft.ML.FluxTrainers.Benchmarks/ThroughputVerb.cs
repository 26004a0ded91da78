// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>throughput [scoring reading] [--repetitions 9]: scoring many rows and one, and reading rows from memory and from a text file, beside what ML.NET does.</summary>
/// <remarks>Minima of wall time and of processor time, which leaves out the time that others had. Reading is a fit without its epochs, but for the processor time.</remarks>
internal static class ThroughputVerb
{
    private static readonly MlpBuilder _network = new() { Hidden = [128, 64] };

    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var repetitions = line.Number("repetitions", 9);
        var parts = line.Words.Count > 0 ? line.Words : ["scoring", "reading"];
        Console.Out.WriteLine("| what | ms | processor ms | |");
        Console.Out.WriteLine("|---|---|---|---|");
        if (parts.Contains("scoring"))
        {
            Score(repetitions);
        }

        if (parts.Contains("reading"))
        {
            ReadMemory(repetitions, 160_000, 28);
            ReadMemory(repetitions, 10_000, 500);
            ReadText(repetitions);
        }
    }

    private static void Score(int repetitions)
    {
        var context = new MLContext();
        var rows = RowTable.Synthetic(40_000, 28, 2);
        var view = rows.ToDataView(context);
        var options = new NeuralClassifierOptions { Builder = _network, BatchSize = 256, Epochs = 1, Seed = 1 };
        using var model = context.FluxTrainers.NeuralClassifier(options).Fit(view);
        var linear = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options { MaximumNumberOfIterations = 5 }).Fit(view);
        Print("score 40,000 rows", repetitions, () => ReadScores(model.Transform(view), "Score"));
        Print("the same, ML.NET's linear trainer", repetitions, () => ReadScores(linear.Transform(view), "Score"));
        Print("the same, the features alone", repetitions, () => ReadScores(view, "Features"));
        var (ours, theirs) = (OneRow.Engine(context, model, rows), OneRow.Engine(context, linear, rows));
        foreach (var (name, predict) in new[] { ("predict one row", ours), ("the same, ML.NET's linear trainer", theirs) })
        {
            var times = OneRow.Microseconds(predict);
            Console.Out.WriteLine($"| {name} | {times[0] / 1000:F5} | {times[times.Length / 2] / 1000:F5} (median) | {OneRow.Bytes(predict):F0} bytes a call |");
        }
    }

    private static void ReadMemory(int repetitions, int rows, int width)
    {
        var context = new MLContext();
        var view = RowTable.Synthetic(rows, width, 2).ToDataView(context);
        var gigabytes = rows * (double)width * sizeof(float) / 1e9;
        var time = Print($"train on {rows:N0} x {width} in memory, reading", repetitions, () => Fit(context, view));
        Print("the same, ML.NET's cache", repetitions, () => Cache(context, view));
        Console.Out.WriteLine($"| | {gigabytes / time.Wall * 1000:F2} GB/s |  | |");
    }

    private static void ReadText(int repetitions)
    {
        const int Rows = 40_000;
        const int Width = 28;
        var context = new MLContext();
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, RowTable.Synthetic(Rows, Width, 2).Rows.Select(row =>
                $"{row.Label.ToString(CultureInfo.InvariantCulture)},{string.Join(',', row.Features.Select(value => value.ToString(CultureInfo.InvariantCulture)))}"));
            TextLoader.Column[] columns =
            [
                new("Label", DataKind.UInt32, [new(0)], new KeyCount(2)),
                new("Features", DataKind.Single, 1, Width),
            ];
            var view = context.Data.LoadFromTextFile(file, columns, separatorChar: ',');
            Print($"train on {Rows:N0} x {Width} in a text file, reading", repetitions, () => Fit(context, view));
            Print("the same, ML.NET's cache", repetitions, () => Cache(context, view));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Reads all rows and trains one linear step on all of them: its time is taken off.</summary>
    private static TimeSpan Fit(MLContext context, IDataView view)
    {
        var options = new NeuralClassifierOptions { Builder = new LinearBuilder(), BatchSize = 4096, Epochs = 1, Standardize = false, Shuffle = Shuffle.None, Seed = 1 };
        using var model = context.FluxTrainers.NeuralClassifier(options).Fit(view);
        return model.History.Elapsed;
    }

    private static TimeSpan Cache(MLContext context, IDataView view)
    {
        var cached = context.Data.Cache(view, "Label", "Features");
        using var cursor = cached.GetRowCursor([cached.Schema["Label"], cached.Schema["Features"]]);
        var (getLabel, getFeatures) = (cursor.GetGetter<uint>(cached.Schema["Label"]), cursor.GetGetter<VBuffer<float>>(cached.Schema["Features"]));
        var label = 0u;
        VBuffer<float> features = default;
        while (cursor.MoveNext())
        {
            getLabel(ref label);
            getFeatures(ref features);
        }

        return default;
    }

    private static TimeSpan ReadScores(IDataView scored, string name)
    {
        var column = scored.Schema[name];
        using var cursor = scored.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        while (cursor.MoveNext())
        {
            get(ref row);
        }

        return default;
    }

    /// <summary>Repeats work, takes off what it gives back, and prints the minima, in milliseconds.</summary>
    private static (double Wall, double Processor) Print(string name, int repetitions, Func<TimeSpan> work)
    {
        work(); // the first warms up
        var (wall, used) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < repetitions; i++)
        {
            var (processor, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            var off = work();
            wall = Math.Min(wall, (watch.Elapsed - off).TotalMilliseconds);
            used = Math.Min(used, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        }

        Console.Out.WriteLine($"| {name} | {wall:F2} | {used:F2} | |");
        return (wall, used);
    }
}
