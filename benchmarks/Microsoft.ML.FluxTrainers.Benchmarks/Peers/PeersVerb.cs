// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using System.Text.Json;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>peers WORKLOAD --data FOLDER [--rep 0]: our side of a workload, as one line of JSON in the format of the Python peers.</summary>
/// <remarks>
/// The time of a fit is that of <c>Fit</c> on rows in memory, from the data view to the transformer, after the same short
/// warm-up as the peers have: what the runtime compiles meanwhile is counted.
/// </remarks>
internal static class PeersVerb
{
    private const int Repetitions = 5;
    private const int WarmUpBatches = 10;

    public static void Run(string[] arguments)
    {
        var started = (DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds;
        var line = new CommandLine(arguments);
        var workload = Workload.Named(line.Words.Single());
        var repetition = line.Number("rep", 0);
        var folder = line.Find("data") ?? throw new ArgumentException("--data names the folder that make_data.py has filled.");
        var folds = workload.Split(RowTable.Read(Path.Combine(folder, workload.File), workload.Classes));

        var context = new MLContext();
        var result = new Dictionary<string, object>
        {
            ["workload"] = workload.Name,
            ["peer"] = "fluxtrainers",
            ["threads"] = 1,
            ["rep"] = repetition,
            ["import_s"] = Round(started, 3),
        };
        result["warmup_s"] = Round(Seconds(() => WarmUp(context, workload, folds[0])), 4);
        var models = Fit(context, workload, folds, repetition, result);
        Score(context, models, folds, result);
        PredictOne(context, models[0], folds[0].Test, result);
        if (workload.Name == "W2")
        {
            CompareOneRow(context, workload, models[0], folds[0], result);
        }

        result["versions"] = $".NET {Environment.Version}, ML.NET {typeof(MLContext).Assembly.GetName().Version}";
        result["peak_rss_mib"] = Round(Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0, 1);
        Console.Out.WriteLine(JsonSerializer.Serialize(result));
    }

    private static void WarmUp(MLContext context, Workload workload, (RowTable Train, RowTable Test) fold)
    {
        var few = fold.Train.Where(i => i < WarmUpBatches * workload.BatchSize);
        var model = context.FluxTrainers.NeuralClassifier(workload.Options(999) with { Epochs = 1 }).Fit(few.ToDataView(context));
        Scores(context, model, fold.Test.Where(i => i < 64));
    }

    private static List<NeuralTransformer> Fit(
        MLContext context, Workload workload, List<(RowTable Train, RowTable Test)> folds, int seed, Dictionary<string, object> result)
    {
        var views = folds.Select(fold => fold.Train.ToDataView(context)).ToList();
        result["rss_before_fit_mib"] = Round(Environment.WorkingSet / 1048576.0, 1);
        var trainer = context.FluxTrainers.NeuralClassifier(workload.Options(seed), new TrainingRun { Threads = 1 });
        var (processor, machine, watch) = (Environment.CpuUsage.TotalTime, MachineUse.BusySeconds(), Stopwatch.StartNew());
        var models = views.Select(trainer.Fit).ToList();
        var (wall, used) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        var others = Math.Max(0, MachineUse.BusySeconds() - machine - used) / wall;
        var steps = folds.Sum(fold => workload.Steps(fold.Train));
        result["fit_s"] = Round(wall, 4);
        result["fit_cpu_s"] = Round(used, 4);
        result["steps"] = steps;
        result["step_us"] = Round(wall / steps * 1e6, 1);
        result["others_cores"] = Round(others, 2);
        result["clean"] = used / wall >= 0.97;
        result["runner"] = models[0].History.Runner;
        result["read_s"] = Round(wall - models.Sum(model => model.History.Elapsed.TotalSeconds), 4);
        result["first_loss_s"] = Round(models.Sum(model => model.History.Events[0].Elapsed.TotalSeconds), 4);
        return models;
    }

    private static void Score(
        MLContext context, List<NeuralTransformer> models, List<(RowTable Train, RowTable Test)> folds, Dictionary<string, object> result)
    {
        var scores = new float[folds.Count][];
        var times = new double[Repetitions];
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var views = folds.Select(fold => fold.Test.ToDataView(context)).ToList();
            times[repetition] = Seconds(() =>
            {
                for (var i = 0; i < folds.Count; i++)
                {
                    scores[i] = Scores(models[i], views[i], folds[i].Test);
                }
            });
        }

        var quality = folds.Select((fold, i) => Quality.Of(fold.Test, scores[i])).ToList();
        result["predict_s"] = Round(times.Order().ElementAt(Repetitions / 2), 6);
        result["predict_rows"] = folds.Sum(fold => fold.Test.Rows.Count);
        result["acc"] = Round(quality.Average(q => q.Accuracy), 5);
        result["logloss"] = Round(quality.Average(q => q.LogLoss), 5);
        if (quality[0].Auc is { } auc)
        {
            result["auc"] = Round(auc, 5);
        }
    }

    private static void PredictOne(MLContext context, NeuralTransformer model, RowTable test, Dictionary<string, object> result)
    {
        var times = OneRow.Microseconds(OneRow.Engine(context, model, test));
        result["single_row_us"] = Round(times[times.Length / 2], 2);
        result["single_row_p95_us"] = Round(times[times.Length * 95 / 100], 2);
    }

    /// <summary>Beside ML.NET's linear trainer, and a network that only torch knows beside its bare forward call.</summary>
    private static void CompareOneRow(
        MLContext context, Workload workload, NeuralTransformer model, (RowTable Train, RowTable Test) fold, Dictionary<string, object> result)
    {
        var few = fold.Train.Where(i => i < 2000).ToDataView(context);
        var linear = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options { MaximumNumberOfIterations = 5 }).Fit(few);
        var normalized = workload.Options(1) with
        {
            Builder = new MlpBuilder { Hidden = workload.Hidden, Normalization = Normalization.LayerNorm },
            Epochs = 1,
        };
        using var eager = context.FluxTrainers.NeuralClassifier(normalized).Fit(few);
        using var module = eager.Model.CreateModule();
        module.eval();
        using var ready = torch.tensor(fold.Test.Rows[0].Features).reshape(1, fold.Test.Width);
        var calls = new Dictionary<string, Action<int>>
        {
            ["managed"] = OneRow.Engine(context, model, fold.Test),
            ["linear"] = OneRow.Engine(context, linear, fold.Test),
            ["eager"] = OneRow.Engine(context, eager, fold.Test),
            ["forward"] = _ =>
            {
                using var mode = torch.inference_mode();
                using var scores = module.call(ready);
            },
        };
        torch.set_num_threads(1);
        // In turn several times, so that a busy moment does not fall on one of them only.
        var medians = Enumerable.Range(0, Repetitions)
            .SelectMany(_ => calls.Select(call => (call.Key, Time: OneRow.Microseconds(call.Value)[500])))
            .ToLookup(call => call.Key, call => call.Time);
        foreach (var times in medians)
        {
            result[$"{times.Key}_row_us"] = Round(times.Order().ElementAt(Repetitions / 2), 2);
            result[$"{times.Key}_row_bytes"] = Round(OneRow.Bytes(calls[times.Key]), 1);
        }
    }

    private static float[] Scores(MLContext context, NeuralTransformer model, RowTable rows) =>
        Scores(model, rows.ToDataView(context), rows);

    private static float[] Scores(NeuralTransformer model, IDataView view, RowTable rows)
    {
        var all = new float[rows.Rows.Count * rows.Classes];
        var scored = model.Transform(view);
        var column = scored.Schema["Score"];
        using var cursor = scored.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        for (var i = 0; cursor.MoveNext(); i++)
        {
            get(ref row);
            row.CopyTo(all.AsSpan(i * rows.Classes, rows.Classes));
        }

        return all;
    }

    private static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }

    private static double Round(double value, int digits) => Math.Round(value, digits);
}
