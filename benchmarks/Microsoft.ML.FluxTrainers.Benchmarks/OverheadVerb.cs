// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>overhead [--pairs 45]: a fit with validation each epoch, history, log and progress, beside the bare loop plus the validation's own forward passes.</summary>
/// <remarks>
/// Times are those of the training loop, as the history has them. A forward pass of the validation rows is half of what it costs more to validate on twice as many rows,
/// everything else being equal. The median over pairs in turn is printed.
/// </remarks>
internal static class OverheadVerb
{
    private sealed record Case(string Name, int Rows, int Width, ValueList<int> Hidden, int BatchSize, int Epochs);

    public static void Run(string[] arguments)
    {
        var pairs = new CommandLine(arguments).Number("pairs", 45);
        Console.Out.WriteLine("| case | epochs | bare ms | forward passes ms | with all ms | overhead |");
        Console.Out.WriteLine("|---|---|---|---|---|---|");
        foreach (var one in new[]
        {
            new Case("150 rows, 4 features, 5-4, batch 8", 150, 4, [5, 4], 8, 500),
            new Case("1 000 rows, 10 features, 32, batch 32", 1_000, 10, [32], 32, 200),
            new Case("20 000 rows, 28 features, 128-64, batch 32", 20_000, 28, [128, 64], 32, 5),
        })
        {
            Measure(one, pairs);
        }
    }

    private static void Measure(Case one, int pairs)
    {
        var all = RowTable.Synthetic(one.Rows * 2, one.Width, 3);
        var train = all.Where(i => i < one.Rows);
        var few = all.Where(i => i < 2 * one.BatchSize);
        RowTable Held(double share) => all.Where(i => i >= one.Rows && i < one.Rows * (1 + share));
        var options = new NeuralClassifierOptions { Builder = new MlpBuilder { Hidden = one.Hidden }, BatchSize = one.BatchSize, Epochs = one.Epochs, Seed = 1 };
        var measured = Measuring.Warm(pairs, () => (
            Bare: Milliseconds(options, train, null, isWatched: false),
            All: Milliseconds(options, train, Held(0.2), isWatched: true),
            Passes: Milliseconds(options, few, Held(0.4), isWatched: false) - Milliseconds(options, few, Held(0.2), isWatched: false)));
        var (bare, passes) = (Measuring.Median(measured.Select(time => time.Bare)), Measuring.Median(measured.Select(time => time.Passes)));
        var overhead = Measuring.Median(measured.Select(time => (time.All / (time.Bare + passes)) - 1));
        Console.Out.WriteLine(
            $"| {one.Name} | {one.Epochs} | {bare:F1} | {passes:F1} | {Measuring.Median(measured.Select(time => time.All)):F1} | {100 * overhead:F1} % |");
    }

    private static double Milliseconds(NeuralClassifierOptions options, RowTable train, RowTable? held, bool isWatched)
    {
        var context = new MLContext();
        var heard = 0;
        if (isWatched)
        {
            context.Log += (_, _) => heard++;
        }

        var run = new TrainingRun { Progress = isWatched ? new Silent() : null, Threads = 1 };
        using var model = context.FluxTrainers.NeuralClassifier(options, run).Fit(train.ToDataView(context), held?.ToDataView(context));
        return model.History.Elapsed.TotalMilliseconds;
    }

    private sealed class Silent : IProgress<EpochResult>
    {
        public void Report(EpochResult value)
        {
        }
    }
}
