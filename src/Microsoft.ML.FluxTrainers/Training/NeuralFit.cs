// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The one fit behind every estimator: from rows to a trained network.</summary>
internal static class NeuralFit
{
    private const string Cancelled = "the fit was cancelled";

    /// <summary>Trains on a thread of its own.</summary>
    /// <param name="request">What is trained, on what and how.</param>
    /// <param name="log">Told of the progress.</param>
    /// <param name="checkAlive">Throws to end the fit.</param>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static FitResult Run(FitRequest request, TrainerProgress log, Action checkAlive)
    {
        using var activity = TrainingTelemetry.StartFit(request);
        try
        {
            var result = FitThread.Run(() => Train(request, log, checkAlive));
            TrainingTelemetry.Finish(activity, result.History);
            return result;
        }
        catch (Exception error)
        {
            TrainingTelemetry.Fail(activity, error);
            throw;
        }
    }

    private static FitResult Train(FitRequest request, TrainerProgress log, Action checkAlive)
    {
        using var snapshots = FitSnapshots.Open(request, log);
        return Train(snapshots?.Resumed is { } earlier ? request with { Previous = earlier } : request, snapshots, log, checkAlive);
    }

    private static FitResult Train(FitRequest request, FitSnapshots? snapshots, TrainerProgress log, Action checkAlive)
    {
        OperationCanceledException? cancelled = null;
        void Check()
        {
            try
            {
                checkAlive();
            }
            catch (OperationCanceledException cancellation)
            {
                cancelled = cancellation; // and not one that the user's code threw
                throw;
            }
        }

        using var fit = new PreparedFit(request, Check);
        var (network, runner, setup) = (fit.Network, fit.Runner, fit.Session.Setup);
        request = fit.Request;
        if (TorchNative.TakeNotice() is { } notice)
        {
            log.Info(notice);
        }

        if (ConvolutionCheck.TakeNotice() is { } fault)
        {
            log.Warning(fault);
        }

        if (ReloadCheck.Warning(network, request.Names) is { } warning)
        {
            log.Warning(warning);
        }

        if (fit.Pretrained is { } loaded)
        {
            log.Info(loaded);
        }

        log.Tell(new TrainingMessage(
            TrainingMessage.FitStarted,
            $"Training {request.Builder} with {runner.Parameters.Length} parameters on {request.Train.Count} rows of {request.Shape.Inputs} features ({setup.Device}, {setup.Runner}, {setup.Threads} threads, seed {setup.Seed})",
            "Builder",
            "Parameters",
            "Rows",
            "Features",
            "Device",
            "Runner",
            "Threads",
            "Seed"));
        if (request.Previous is { HasOtherValidation: true, State.ValidationRows: not null } && request.Validation is not null)
        {
            log.Info("The validation rows are not those of the earlier fit: its losses on them, and its best weights, are not compared with those to come.");
        }

        foreach (var place in fit.Places)
        {
            log.Info(place);
        }

        EarlierFit Save() => new(
            fit.Session.Save(request.Options, request.Train.Fingerprint(), request.Validation?.Fingerprint(), request.Settings.Optimizer), fit.Session.History.Snapshot());
        var observers = new FitObservers(request, fit, log);
        var loop = new TrainingLoop(fit.Session, request, runner, fit.Update, observers) { Save = Save, Snapshots = snapshots, Places = fit.Places };
        try
        {
            loop.Run(log, Check);
            observers.End();
            snapshots?.Finish();
            return Result(request, fit, Save().State, log, Check);
        }
        catch (OperationCanceledException error) when (error == cancelled && request.Run.OnCancellation == CancellationBehavior.ReturnBest)
        {
            var (hasTrained, whole) = loop.GoBackToWholeEpoch();
            if (!hasTrained)
            {
                observers.EndAfterFailure(error);
                throw;
            }

            loop.Stop(Cancelled);
            log.Warning(FormattableString.Invariant($"The fit was cancelled after epoch {fit.Session.Epoch}: the best model so far is returned."));
            observers.End();
            return Result(request, fit, whole?.State, log, () => { });
        }
        catch (Exception error)
        {
            RescuedFit.Attach(error, () =>
            {
                var (hasTrained, whole) = loop.GoBackToWholeEpoch();
                if (!hasTrained)
                {
                    return null;
                }

                loop.Stop(error == cancelled ? Cancelled : $"the fit failed: {error.Message.ReplaceLineEndings(" ")}");
                return Result(request, fit, whole?.State, log, () => { });
            });
            observers.EndAfterFailure(error);
            throw;
        }
    }

    /// <summary>The network with its best weights, or their mean, or the last.</summary>
    private static FitResult Result(FitRequest request, PreparedFit fit, TrainingState? state, TrainerProgress log, Action checkAlive)
    {
        var session = fit.Session;
        if (request.Settings.RestoreBestWeights && session.Best is { } best)
        {
            session.Weights = best;
            log.Tell(new TrainingMessage(
                TrainingMessage.BestKept, $"The weights of epoch {session.BestEpoch} are kept: {BestName(session)} {BestValue(session):G6}.", "Epoch", "Measure", "Value"));
        }
        else if (request.Settings.WeightAveraging is { } averaging && !AveragedWeights.Put(session, fit.Runner, request, checkAlive))
        {
            log.Warning($"{averaging} has averaged nothing by the end of epoch {session.Epoch}: the network has its last weights.");
        }

        Summarize(request, fit, log, checkAlive);
        var trained = new TrainedNetwork(request.Builder, request.Shape, fit.Network.Weights?.Stack, fit.Runner.State());
        return new FitResult(trained, session.History.Snapshot(), state, request.Device);
    }

    /// <summary>Adds what the validation rows say in the end. The model matters more: whatever happens here, a cancellation too, comes after the fit.</summary>
    private static void Summarize(FitRequest request, PreparedFit fit, TrainerProgress log, Action checkAlive)
    {
        if (request.Validation is not { } rows)
        {
            return;
        }

        try
        {
            var summary = FinalValidation.Summarize(rows, request.Settings, fit.Runner, checkAlive);
            fit.Session.History.Update(details => details with { Validation = summary });
        }
        catch (Exception error)
        {
            log.Warning($"The history has nothing of the validation rows at the end of the fit: {error.Message}");
        }
    }

    private static string BestName(TrainingSession session) => session.Setup.Measure?.Name ?? "validation loss";

    private static double BestValue(TrainingSession session) => session.Setup.Measure?.Judge(session.BestLoss) ?? session.BestLoss;
}
