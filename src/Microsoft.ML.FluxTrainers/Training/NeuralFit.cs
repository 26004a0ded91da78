// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

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

    private static FitResult Train(FitRequest request, TrainerProgress log, Action checkAlive)
    {
        using var fit = new PreparedFit(request, checkAlive);
        var (network, runner, setup) = (fit.Network, fit.Runner, fit.Session.Setup);
        if (TorchNative.TakeNotice() is { } notice)
        {
            log.Info(notice);
        }

        if (ReloadCheck.Warning(network, request.Names) is { } warning)
        {
            log.Warning(warning);
        }

        if (fit.Pretrained is { } loaded)
        {
            log.Info(loaded);
        }

        log.Info(FormattableString.Invariant(
            $"Training {request.Builder} with {runner.Parameters.Length} parameters on {request.Train.Count} rows of {request.Shape.Inputs} features ({setup.Device}, {setup.Runner}, {setup.Threads} threads, seed {setup.Seed})"));
        new TrainingLoop(fit.Session, request, runner, fit.Update).Run(log, checkAlive);
        var state = fit.Session.Save(request.Options, request.Train.Fingerprint(), request.Settings.Optimizer);
        if (request.Settings.RestoreBestWeights && fit.Session.Best is { } best)
        {
            fit.Session.Weights = best;
            log.Info(FormattableString.Invariant($"The weights of epoch {fit.Session.BestEpoch} are kept: validation loss {fit.Session.BestLoss:G6}."));
        }
        else if (request.Settings.WeightAveraging is { } averaging && !AveragedWeights.Put(fit.Session, runner, request, checkAlive))
        {
            log.Warning($"{averaging} has averaged nothing by the end of epoch {fit.Session.Epoch}: the network has its last weights.");
        }

        var trained = new TrainedNetwork(request.Builder, request.Shape, network.Weights?.Stack, runner.State());
        return new FitResult(trained, fit.Session.History.Snapshot(), state, request.Device);
    }
}
