// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The one fit behind every estimator: from rows to a trained network.</summary>
internal static class NeuralFit
{
    /// <summary>Trains on a thread of its own.</summary>
    /// <param name="request">What is trained, on what and how.</param>
    /// <param name="settle">Settles the device, once torch is loaded.</param>
    /// <param name="log">Told of the progress.</param>
    /// <param name="checkAlive">Throws to end the fit.</param>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static FitResult Run(FitRequest request, Func<Device> settle, TrainerProgress log, Action checkAlive)
    {
        var shape = new NetworkShape(request.Train.Inputs, request.Target.Outputs);
        var threads = request.Run.Threads ?? 1;
        return FitThread.Run(threads, () => Train(request with { Device = settle() }, shape, threads, log, checkAlive));
    }

    private static FitResult Train(
        FitRequest request, NetworkShape shape, int threads, TrainerProgress log, Action checkAlive)
    {
        var streams = new RandomStreams(request.Seed);
        var network = NetworkUnderTraining.Create(request.Builder, shape, streams);
        if (ReloadCheck.Warning(network, request.Names) is { } warning)
        {
            log.Warning(warning);
        }

        var setup = new TrainingSetup(EagerRunner.Name, threads, request.Device.ToString(), request.Seed);
        using var session = new TrainingSession(network, request.Device, streams, request.Train.Count, setup);
        var update = new UpdateRule(session, request.Settings, new Solo());
        using var runner = new EagerRunner(session, request.Settings.Loss, update);
        log.Info(FormattableString.Invariant(
            $"Training {request.Builder} with {session.Parameters.Length} parameters on {request.Train.Count} rows of {shape.Inputs} features ({request.Device}, {setup.Runner}, {threads} threads, seed {request.Seed})"));
        new TrainingLoop(session, request, runner, update).Run(log, checkAlive);
        return new FitResult(session.ToTrained(), session.History.Snapshot(), request.Device);
    }
}
