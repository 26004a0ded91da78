// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Trainers;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>onerow --data FOLDER: a prediction engine on W2's network beside ML.NET's linear trainer, and on a network of torch's beside a bare forward call.</summary>
internal static class OneRowVerb
{
    private const int Turns = 5;
    private const int TrainingRows = 2000;

    public static void Run(string[] arguments)
    {
        var context = new MLContext();
        var workload = (BinaryWorkload)Workload.Named("W2");
        var fold = workload.Load(new CommandLine(arguments).Required("data"))[0];
        var few = fold.Train.Take(TrainingRows).ToDataView(context);
        var managed = workload.Trainer(context, 1, new TrainingRun(), epochs: 1).Fit(few);
        var linear = context.BinaryClassification.Trainers.LbfgsLogisticRegression(
            new LbfgsLogisticRegressionBinaryTrainer.Options { MaximumNumberOfIterations = 5 }).Fit(few);
        var onTorch = workload.Options(1) with
        {
            Builder = new MlpBuilder { Hidden = workload.Hidden, Normalization = Normalization.LayerNorm, Activation = Activation.From("own", x => x.relu()) }, // which managed code does not know
            Epochs = 1,
        };
        using var eager = context.FluxTrainers.NeuralBinaryClassifier(onTorch).Fit(few);
        using var module = eager.Model.CreateModule();
        module.eval();
        torch.set_num_threads(1);
        using var ready = torch.rand(1, eager.Model.FeatureCount);
        var calls = new Dictionary<string, Action<int>>
        {
            ["managed"] = workload.Engine(context, managed, fold.Test),
            ["linear"] = workload.Engine(context, linear, fold.Test),
            ["eager"] = workload.Engine(context, eager, fold.Test),
            ["forward"] = _ =>
            {
                using var mode = torch.inference_mode();
                using var scores = module.call(ready);
            },
        };

        // In turn several times, so that a busy moment does not fall on one of them only.
        var medians = Enumerable.Range(0, Turns)
            .SelectMany(_ => calls.Select(call => (call.Key, Time: Measuring.Median(OneRow.Microseconds(call.Value)))))
            .ToLookup(call => call.Key, call => call.Time);
        var result = new Dictionary<string, object> { ["workload"] = "onerow", ["peer"] = "fluxtrainers", ["eager_runner"] = eager.History.Runner };
        foreach (var times in medians)
        {
            result[$"{times.Key}_us"] = Measuring.Median(times);
            result[$"{times.Key}_us_min"] = times.Min();
            result[$"{times.Key}_us_max"] = times.Max();
            result[$"{times.Key}_bytes"] = OneRow.Bytes(calls[times.Key]);
        }

        Measuring.Print(result);
    }
}
