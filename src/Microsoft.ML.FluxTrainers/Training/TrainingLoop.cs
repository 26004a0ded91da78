// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Epoch after epoch until one ends the fit; a loss, or a weight, that is no finite number always does.</summary>
internal sealed class TrainingLoop(TrainingSession session, FitRequest request, IEpochRunner runner, UpdateRule update, FitObservers observers)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TrainingSettings _settings = request.Settings;
    private readonly Validator? _validator = request.Validation is { } rows ? new(rows, request.Settings, runner) : null;
    private StepRates? _rates;
    private WeightsBackup? _underway;
    private EarlierFit? _whole;

    /// <summary>All that a later fit needs to go on after the latest whole epoch, as data; called between epochs.</summary>
    public required Func<EarlierFit> Save { get; init; }

    /// <summary>Where interrupted fits go on, or null.</summary>
    public FitSnapshots? Snapshots { get; init; }

    /// <summary>Where the rows lie, as sentences that the history keeps.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Trains up to the last epoch, or that of the piece that is wanted now; the session ends with the last finite weights.</summary>
    /// <param name="log">Takes a line for each epoch.</param>
    /// <param name="checkAlive">Asked before each block of rows; throws to stop.</param>
    public void Run(TrainerProgress log, Action checkAlive)
    {
        // Of a fit that goes on after an interruption, the time before it counts.
        var history = session.History.Snapshot();
        var earlier = history.Elapsed - LossTrace.Of(history).Start;
        _rates = new StepRates(_settings, request.Train.Count, request.Validation is not null, () => earlier + _clock.Elapsed);
        if (session.IsNew)
        {
            Record(Evaluate(request.Train, checkAlive), Validate(checkAlive), log);
        }

        foreach (var place in Places)
        {
            session.History.Add(TrainingEvent.Note(session.Epoch, place, _clock.Elapsed));
        }

        var (start, before) = (new WeightsBackup(session, runner), new WeightsBackup(session, runner));
        while (session.Epoch < request.LastEpoch)
        {
            checkAlive(); // here, between two epochs, a later fit can still go on from all that there is
            (start, before) = (before, start);
            start.Take();
            _whole = request.Run.OnCancellation == CancellationBehavior.ReturnBest && session.Epoch > 0 ? Save() : null;
            _underway = start;
            session.Epoch++;
            var began = _clock.Elapsed;
            var loss = _settings.Optimizer.NeedsClosure ? StepOnAllRows(checkAlive) : Epoch(checkAlive);
            session.Average?.AfterEpoch(session.Epoch);
            var isFinite = double.IsFinite(loss) && !session.Parameters.HasNonFinite() && runner.Buffers.All(double.IsFinite);
            var endsCycle = session.Epoch % _settings.EpochsPerCycle == 0 || session.Epoch == _settings.Epochs;
            observers.AfterEpoch(loss, _clock.Elapsed - began);
            var validated = isFinite && endsCycle ? Validate(checkAlive) : null;
            if (!isFinite)
            {
                var reason = Diverged(loss, GoBack(start, before, checkAlive));
                Record(loss, null, log);
                _underway = null;
                Stop(reason);
                log.Warning(reason);
                observers.AfterCycle(null, LearningRate);
                return;
            }

            Record(loss, validated, log);
            _underway = null;
            if (endsCycle && ReasonToStop(observers.AfterCycle(validated, LearningRate)) is { } met)
            {
                Stop(met);
                log.Tell(new TrainingMessage(TrainingMessage.FitStopped, $"Stopped after epoch {session.Epoch}: {met}", "Epoch", "Reason"));
                return;
            }

            if (session.Epoch < request.LastEpoch)
            {
                Snapshots?.AfterEpoch(session.Epoch, Save);
            }
        }

        if (session.Epoch >= _settings.Epochs)
        {
            Stop(FormattableString.Invariant($"all {_settings.Epochs} epochs done"));
        }
        else if (request.Run.Piece is { GoesOn: false })
        {
            Stop(FormattableString.Invariant($"{session.Epoch} of {_settings.Epochs} epochs done, no more were wanted"));
        }
    }

    /// <summary>After an interruption: the weights of the latest whole epoch, and all that a later fit needs to go on from there.</summary>
    /// <returns>Whether any epoch was whole; and that state, null where it is lost.</returns>
    public (bool HasTrained, EarlierFit? Whole) GoBackToWholeEpoch()
    {
        if (_underway is { } start)
        {
            start.PutBack();
            session.Epoch = start.Epoch;
        }

        return session.Epoch == 0 ? (false, null) : (true, _underway is null ? Save() : _whole);
    }

    /// <summary>Ends the history, unless something else did before.</summary>
    public void Stop(string reason)
    {
        if (session.History.Snapshot().StopReason is null)
        {
            session.History.Add(TrainingEvent.Stop(session.Epoch, reason, _clock.Elapsed));
        }
    }

    /// <summary>The learning rate of the last update.</summary>
    private double LearningRate => _rates!.Last;

    /// <summary>Why to stop after a cycle: the criterion, or else an action.</summary>
    private string? ReasonToStop(string? asked) => _settings.Stopping?.ReasonToStop(session.History.Snapshot()) ?? asked;

    /// <summary>The mean loss over all rows as in prediction.</summary>
    private double Evaluate(ITrainingRows rows, Action checkAlive)
    {
        foreach (var block in rows.Read(rows == request.Train ? session.Order.Lasting : null, _settings.BatchSize))
        {
            checkAlive();
            runner.Evaluate(block);
        }

        return runner.TakeLoss().Mean;
    }

    /// <summary>What the validation rows say, or null where there are none. The best weights so far are kept.</summary>
    private Validated? Validate(Action checkAlive)
    {
        if (_validator is null)
        {
            return null;
        }

        using var averaged = AveragedWeights.Borrow(session, runner, request, checkAlive);
        var validated = _validator.Measure(checkAlive);
        if (session.Epoch > 0)
        {
            session.KeepIfBest(validated.Judged);
        }

        return validated;
    }

    /// <summary>One update for each group of batches; the mean loss over all rows, each measured before its update.</summary>
    private double Epoch(Action checkAlive)
    {
        _rates!.Begin(session.Epoch - 1, session.History.Snapshot);
        foreach (var block in request.Train.Read(session.Order, _settings.BatchSize))
        {
            checkAlive();
            request.Train.Augmenter?.Apply(block, session.Streams.Augmentation);
            runner.Train(block, _rates.Next(((block.Rows - 1) / block.BatchSize) + 1), update);
        }

        return runner.TakeLoss().Mean;
    }

    /// <summary>One update on all rows, of an optimizer that evaluates the loss several times; the first loss is returned.</summary>
    private double StepOnAllRows(Action checkAlive)
    {
        double? first = null;
        _rates!.Begin(session.Epoch - 1, session.History.Snapshot);
        update.UpdateWithClosure(
            () =>
            {
                foreach (var block in request.Train.Read(null, _settings.BatchSize))
                {
                    checkAlive();
                    runner.Accumulate(block);
                }

                var loss = runner.TakeLoss();
                first ??= loss.Mean;
                return loss;
            },
            _rates.Next(1)[0]);
        return first ?? double.NaN;
    }

    /// <summary>Goes back to the latest weights that give a finite loss, and tells after which epoch that was.</summary>
    /// <remarks>Weights at the start of an epoch may be finite and yet so large that their loss is not: then those of the epoch
    /// before are kept, from which a whole epoch was trained with finite losses. What the optimizer remembers led away from both: it begins anew.</remarks>
    private int GoBack(WeightsBackup start, WeightsBackup before, Action checkAlive)
    {
        start.PutBack();
        var kept = double.IsFinite(Evaluate(request.Train, checkAlive)) ? start : before;
        kept.PutBack();
        session.OptimizerState.Clear();
        return kept.Epoch;
    }

    private void Record(double loss, Validated? validated, TrainerProgress log)
    {
        session.History.Add(TrainingEvent.TrainingLoss(session.Epoch, loss, _clock.Elapsed));
        if (validated is { } measured)
        {
            session.History.Add(TrainingEvent.ValidationLoss(session.Epoch, measured.Loss, _clock.Elapsed));
            if (measured is { Metric: { } value, Measure: { } measure })
            {
                session.History.Add(TrainingEvent.Metric(session.Epoch, measure.Name, value, _clock.Elapsed));
            }
        }

        if (_settings.Schedule is not null && session.Epoch > 0)
        {
            session.History.Add(TrainingEvent.Metric(session.Epoch, LearningRateSchedule.MetricName, _rates!.Last, _clock.Elapsed));
        }

        log.Epoch(session.Epoch, _settings.Epochs, loss, validated, _rates!.Last);
    }

    /// <summary>What the history and the log say of a fit whose numbers are no numbers any more.</summary>
    private string Diverged(double loss, int kept)
    {
        var what = double.IsFinite(loss) ? "the weights are no longer finite" : FormattableString.Invariant($"the loss is {loss}");
        var weights = kept == 0 ? "the initial weights" : FormattableString.Invariant($"the weights after epoch {kept}");
        return FormattableString.Invariant(
            $"{what} in epoch {session.Epoch}; {weights} are kept. Lower the learning rate, clip the gradient or check the data.");
    }
}
