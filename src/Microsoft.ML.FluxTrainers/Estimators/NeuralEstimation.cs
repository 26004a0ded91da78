// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What every estimator does once its rows are read.</summary>
internal static class NeuralEstimation
{
    /// <summary>Trains a network on rows.</summary>
    public static FitResult Fit(
        TrainerHost host, NeuralOptions options, TrainingRun run, ITrainingRows rows, TargetSpec target, TrainerLog log)
    {
        var seed = options.Seed ?? host.Seed ?? Random.Shared.Next();
        var progress = new TrainerProgress(log.Info, log.Warning);
        var device = DeviceChoice.Settle(options.Device, host.GpuDeviceId, host.FallbackToCpu, log.Warning);
        var request = new FitRequest(rows, target, options.Builder, options.ToSettings(), device, seed, run, host.Names);
        return NeuralFit.Run(request, progress, host.CheckAlive);
    }
}
