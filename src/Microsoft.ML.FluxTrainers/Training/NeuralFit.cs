// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The one fit behind every estimator: from rows to a trained network.</summary>
internal static class NeuralFit
{
    /// <summary>Trains on a thread of its own.</summary>
    /// <param name="request">What is trained, on what and how.</param>
    /// <param name="log">Told of the progress.</param>
    /// <param name="checkAlive">Throws to end the fit.</param>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static FitResult Run(FitRequest request, TrainerProgress log, Action checkAlive) =>
        FitThread.Run(() => Train(request, log, checkAlive));

    /// <summary>Builds the network and all that changes with it, on a fit's thread, which gets its number of threads.</summary>
    public static TrainingSession NewSession(FitRequest request)
    {
        var streams = new RandomStreams(request.Seed);
        var network = NetworkUnderTraining.Create(request.Builder, request.Shape, streams);
        try
        {
            var parameters = network.Module.parameters().Sum(parameter => parameter.numel());
            var threads = request.Run.Threads
                ?? FitThread.DefaultThreads(parameters, Math.Min(request.Settings.BatchSize, request.Train.Count));
            torch.set_num_threads(threads);
            var setup = new TrainingSetup(EagerRunner.Name, threads, request.Device.ToString(), request.Seed);
            return new TrainingSession(network, request.Device, streams, request.Train.Count, setup);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static FitResult Train(FitRequest request, TrainerProgress log, Action checkAlive)
    {
        using var session = NewSession(request);
        var update = new UpdateRule(session, request.Settings, new Solo());
        using var runner = new EagerRunner(session, request.Settings.Loss, update, checkAlive);
        var setup = session.Setup;
        log.Info(FormattableString.Invariant(
            $"Training {request.Builder} with {session.Parameters.Length} parameters on {request.Train.Count} rows of {request.Shape.Inputs} features ({setup.Device}, {setup.Runner}, {setup.Threads} threads, seed {setup.Seed})"));
        new TrainingLoop(session, request, runner, update).Run(log, checkAlive);
        return new FitResult(session.ToTrained(), session.History.Snapshot(), request.Device);
    }
}
