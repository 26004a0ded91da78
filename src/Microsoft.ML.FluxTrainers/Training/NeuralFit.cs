// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The one fit behind every estimator: from rows to a trained network.</summary>
internal static class NeuralFit
{
    /// <summary>Trains on a thread of its own.</summary>
    /// <param name="request">What is trained, on what and how; its device is settled.</param>
    /// <param name="log">Told of the progress.</param>
    /// <param name="checkAlive">Throws to end the fit.</param>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static FitResult Run(FitRequest request, TrainerProgress log, Action checkAlive) =>
        FitThread.Run(() => Train(request, log, checkAlive));

    private static FitResult Train(FitRequest request, TrainerProgress log, Action checkAlive)
    {
        var shape = new NetworkShape(request.Train.Inputs, request.Target.Outputs);
        var streams = new RandomStreams(request.Seed);
        var network = InitialNetwork.Create(request.Builder, shape, streams);
        if (ReloadCheck.Warning(network, request.Names) is { } warning)
        {
            log.Warning(warning);
        }

        using var runner = RunnerChoice.Make(network, request, streams);
        var threads = request.Run.Threads ?? FitThread.DefaultThreads(runner.Parameters.Length, request.Settings.BatchSize);
        if (runner is EagerRunner)
        {
            torch.set_num_threads(threads);
        }

        var setup = new TrainingSetup(runner.Name, threads, request.Device.ToString(), request.Seed);
        using var session = new TrainingSession(runner, streams, request.Train.Count, setup);
        var update = new UpdateRule(session, request.Settings, new Solo());
        log.Info(FormattableString.Invariant(
            $"Training {request.Builder} with {runner.Parameters.Length} parameters on {request.Train.Count} rows of {shape.Inputs} features ({setup.Device}, {setup.Runner}, {threads} threads, seed {setup.Seed})"));
        new TrainingLoop(session, request, runner, update).Run(log, checkAlive);
        var trained = new TrainedNetwork(request.Builder, shape, network.Weights?.Stack, runner.State());
        return new FitResult(trained, session.History.Snapshot(), request.Device);
    }
}
