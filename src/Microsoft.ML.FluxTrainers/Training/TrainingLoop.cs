// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Epoch after epoch, until all are done or the loss is no number any more.</summary>
internal sealed class TrainingLoop(TrainingSession session, FitRequest request, IEpochRunner runner, UpdateRule update)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TrainingSettings _settings = request.Settings;
    private readonly EpochOrder _order = new(request.Settings.Shuffle, request.Train.Count, session.Streams.Shuffle);

    /// <summary>Trains for the epochs that the settings ask for.</summary>
    /// <param name="log">Told of each epoch.</param>
    /// <param name="checkAlive">Throws to end the fit; asked between blocks.</param>
    public void Run(TrainerProgress log, Action checkAlive)
    {
        Record(Evaluate(checkAlive), log);
        var (start, before) = (new WeightsBackup(session, runner), new WeightsBackup(session, runner));
        while (session.Epoch < _settings.Epochs)
        {
            (start, before) = (before, start);
            start.Take();
            session.Epoch++;
            var loss = _settings.Optimizer.NeedsClosure ? StepOnAllRows(checkAlive) : Epoch(checkAlive);
            Record(loss, log);
            if (!double.IsFinite(loss) || session.Parameters.HasNonFinite() || runner.Buffers.Any(value => !double.IsFinite(value)))
            {
                var reason = Diverged(loss, GoBack(start, before, checkAlive));
                Stop(reason);
                log.Warning(reason);
                return;
            }
        }

        Stop(FormattableString.Invariant($"all {_settings.Epochs} epochs done"));
    }

    /// <summary>The mean loss over all rows as in prediction.</summary>
    private double Evaluate(Action checkAlive)
    {
        foreach (var block in request.Train.Read(null, _settings.BatchSize))
        {
            checkAlive();
            runner.Evaluate(block);
        }

        return runner.TakeLoss().Mean;
    }

    /// <summary>One update a batch; the mean loss over all rows, each measured before its update.</summary>
    private double Epoch(Action checkAlive)
    {
        var rates = Array.Empty<double>();
        foreach (var block in request.Train.Read(_order.Next(), _settings.BatchSize))
        {
            checkAlive();
            if (rates.Length == 0)
            {
                rates = new double[((block.Capacity - 1) / block.BatchSize) + 1];
                rates.AsSpan().Fill(_settings.Optimizer.LearningRate);
            }

            request.Train.Augmenter?.Apply(block, session.Streams.Augmentation);
            runner.Train(block, rates, update);
        }

        return runner.TakeLoss().Mean;
    }

    /// <summary>One update on all rows, of an optimizer that evaluates the loss several times; the first loss is returned.</summary>
    private double StepOnAllRows(Action checkAlive)
    {
        double? first = null;
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
            _settings.Optimizer.LearningRate);
        return first ?? double.NaN;
    }

    /// <summary>Goes back to the latest weights that give a finite loss, and tells after which epoch that was.</summary>
    /// <remarks>Weights at the start of an epoch may be finite and yet so large that their loss is not: then those of the epoch
    /// before are kept, from which a whole epoch was trained with finite losses.</remarks>
    private int GoBack(WeightsBackup start, WeightsBackup before, Action checkAlive)
    {
        start.PutBack();
        if (double.IsFinite(Evaluate(checkAlive)))
        {
            return start.Epoch;
        }

        before.PutBack();
        return before.Epoch;
    }

    private void Record(double loss, TrainerProgress log)
    {
        session.History.Add(TrainingEvent.TrainingLoss(session.Epoch, loss, _clock.Elapsed));
        log.Epoch(session.Epoch, _settings.Epochs, loss);
    }

    private void Stop(string reason) => session.History.Add(TrainingEvent.Stop(session.Epoch, reason, _clock.Elapsed));

    /// <summary>What the history and the log say of a fit whose numbers are no numbers any more.</summary>
    private string Diverged(double loss, int kept)
    {
        var what = double.IsFinite(loss) ? "the weights are no longer finite" : FormattableString.Invariant($"the loss is {loss}");
        var weights = kept == 0 ? "the initial weights" : FormattableString.Invariant($"the weights after epoch {kept}");
        return FormattableString.Invariant(
            $"{what} in epoch {session.Epoch}; {weights} are kept. Lower the learning rate, clip the gradient or check the data.");
    }
}
