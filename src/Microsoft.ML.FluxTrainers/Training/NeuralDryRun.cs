// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Builds the network and takes a few steps on one batch, of which nothing is kept but what they cost.</summary>
internal static class NeuralDryRun
{
    /// <summary>How long steps are measured; one that takes longer is measured once.</summary>
    private static readonly TimeSpan _measured = TimeSpan.FromMilliseconds(50);

    /// <summary>Tries one batch, on a thread of its own.</summary>
    public static DryRunReport Run(FitRequest request, RowSample sample, Action checkAlive) =>
        FitThread.Run(() => Try(request, sample, checkAlive));

    private static DryRunReport Try(FitRequest request, RowSample sample, Action checkAlive)
    {
        var settings = request.Settings;
        using var fit = new PreparedFit(request, checkAlive);
        var block = fit.Request.Train.Read(null, settings.BatchSize).First();
        var step = Measure(() => Step(fit, block, settings.Optimizer));
        var epoch = sample.TotalRows is { } rows ? Durations.Times(step, Steps(rows, settings)) : (TimeSpan?)null;
        return new DryRunReport
        {
            RowsRead = request.Train.Count,
            TotalRows = sample.TotalRows,
            InputShape = [block.Rows, .. request.Shape.Row],
            OutputShape = [block.Rows, request.Shape.Outputs],
            ParameterCount = fit.Runner.Parameters.Length,
            Layers = fit.Network.Summary(),
            DataBytes = sample.TotalRows * sample.BytesPerRow,
            TrainingBytes = TrainingBytes(fit, settings, block, sample.TotalRows),
            StepTime = step,
            EpochTime = epoch,
            TotalTime = epoch is { } one ? Durations.Times(one, settings.Epochs) : null,
            Device = request.Device,
            Threads = fit.Session.Setup.Threads,
            CanBeSaved = ReloadCheck.IsPossible(fit.Network),
            Saving = ReloadCheck.Warning(fit.Network, request.Names) ?? ReloadCheck.Works(fit.Network),
            Faults = [.. sample.Faults],
        };
    }

    private static void Step(PreparedFit fit, TrainingBlock block, Optimizer optimizer)
    {
        if (optimizer.NeedsClosure)
        {
            fit.Runner.Accumulate(block);
        }
        else
        {
            fit.Runner.Train(block, [optimizer.LearningRate], fit.Update);
        }

        fit.Runner.TakeLoss(); // waits for the device
    }

    /// <summary>The time of one step, without the first, which pays for what is loaded and compiled once.</summary>
    private static TimeSpan Measure(Action step)
    {
        step();
        var clock = Stopwatch.StartNew();
        var steps = 0;
        do
        {
            step();
            steps++;
        }
        while (clock.Elapsed < _measured);
        return clock.Elapsed / steps;
    }

    /// <summary>How many passes over a batch an epoch takes.</summary>
    private static double Steps(long rows, TrainingSettings settings) =>
        Math.Ceiling((double)rows / settings.BatchSize) * settings.Optimizer.EvaluationsPerStep;

    /// <summary>Trained parameters, their gradients and two copies to go back to; the same of averages; the optimizer's vectors; frozen parameters;
    /// each activation and its gradient.</summary>
    private static long TrainingBytes(PreparedFit fit, TrainingSettings settings, TrainingBlock block, long? totalRows)
    {
        var optimizer = Math.Max(fit.Session.OptimizerState.Vectors.Count, settings.Optimizer.MostStateVectors);
        var activations = fit.Network.ActivationsPerRow() + block.Inputs;
        var rows = settings.Optimizer.NeedsClosure
            ? Math.Min(totalRows ?? long.MaxValue, (long)TrainingBlock.MostBatches * block.Rows)
            : block.Rows;
        var averages = settings.WeightAveraging is null ? 0 : 3;
        var frozen = fit.Network.ParameterCount - fit.Runner.Parameters.Length;
        return sizeof(float) * (((4L + optimizer + averages) * fit.Runner.Parameters.Length) + frozen + (2 * rows * activations));
    }
}
