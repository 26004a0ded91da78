// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>peers WORKLOAD --data FOLDER [--rep 0] [--threads 1]: our side of a workload, as one line of JSON in the format of the Python peers.</summary>
/// <remarks>
/// The time of a fit is that of <c>Fit</c> on rows in memory, from the data view to the transformer, after the same short
/// warm-up as the peers have: what the runtime compiles meanwhile is counted.
/// </remarks>
internal static class PeersVerb
{
    private const int Repetitions = 5;
    private const int WarmUpBatches = 10;
    private const int WarmUpSeed = 999;

    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var workload = Workload.Named(line.Words.Single());
        var (repetition, run) = (line.Number("rep", 0), new TrainingRun { Threads = line.Number("threads", 1) });
        var folds = workload.Load(line.Required("data"));
        var context = new MLContext();
        var result = new Dictionary<string, object>
        {
            ["workload"] = workload.Name,
            ["peer"] = "fluxtrainers",
            ["threads"] = run.Threads!,
            ["rep"] = repetition,
            ["versions"] = Measuring.Versions(),
            ["warmup_s"] = Measuring.Seconds(() => WarmUp(context, workload, folds[0], run)),
        };
        var models = Fit(context, workload, folds, workload.Trainer(context, repetition, run), result);
        Score(context, workload, models, folds, result);
        var times = OneRow.Microseconds(workload.Engine(context, models[0], folds[0].Test));
        result["single_row_us"] = times[times.Length / 2];
        Measuring.Print(result);
    }

    private static void WarmUp(MLContext context, Workload workload, Fold fold, TrainingRun run)
    {
        var few = fold.Train.Take(WarmUpBatches * workload.BatchSize);
        using var model = workload.Trainer(context, WarmUpSeed, run, epochs: 1).Fit(few.ToDataView(context));
        var rows = fold.Test.Take(64);
        workload.Scores(model.Transform(rows.ToDataView(context)), rows.Count);
    }

    private static List<NeuralTransformer> Fit(
        MLContext context, Workload workload, IReadOnlyList<Fold> folds, IEstimator<NeuralTransformer> trainer, Dictionary<string, object> result)
    {
        var views = folds.Select(fold => fold.Train.ToDataView(context)).ToList();
        var (processor, machine, watch) = (Environment.CpuUsage.TotalTime, MachineUse.BusySeconds(), Stopwatch.StartNew());
        var models = views.Select(trainer.Fit).ToList();
        var (wall, used) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        var steps = folds.Sum(fold => workload.Steps(fold.Train));
        result["fit_s"] = wall;
        result["fit_cpu_s"] = used;
        result["steps"] = steps;
        result["step_us"] = wall / steps * 1e6;
        result["others_cores"] = Math.Max(0, MachineUse.BusySeconds() - machine - used) / wall;
        result["fit_peak_mib"] = Measuring.PeakMebibytes();
        result["runner"] = models[0].History.Runner;
        result["read_s"] = wall - models.Sum(model => model.History.Elapsed.TotalSeconds);
        result["first_loss_s"] = models.Sum(model => model.History.Events[0].Elapsed.TotalSeconds);
        return models;
    }

    private static void Score(
        MLContext context, Workload workload, List<NeuralTransformer> models, IReadOnlyList<Fold> folds, Dictionary<string, object> result)
    {
        var views = folds.Select(fold => fold.Test.ToDataView(context)).ToList();
        var scores = new float[folds.Count][];
        var times = Enumerable.Range(0, Repetitions).Select(_ => Measuring.Seconds(() =>
        {
            for (var i = 0; i < folds.Count; i++)
            {
                scores[i] = workload.Scores(models[i].Transform(views[i]), folds[i].Test.Count);
            }
        })).ToList();
        result["predict_s"] = Measuring.Median(times);
        result["predict_rows"] = folds.Sum(fold => fold.Test.Count);
        foreach (var metric in folds.SelectMany((fold, i) => workload.Quality(fold.Test, scores[i])).GroupBy(metric => metric.Key, metric => metric.Value))
        {
            result[metric.Key] = metric.Average();
        }
    }
}
