// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>All that is told of a fit's cycles: its actions, its progress and the diagnostics of the process.</summary>
internal sealed class FitObservers
{
    private readonly FitRequest _request;
    private readonly TrainingSession _session;
    private readonly IEpochRunner _runner;
    private readonly TrainerProgress _log;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<TrainingObserver> _observers = [];
    private readonly List<double> _losses = [];
    private TimeSpan _trained;
    private int _ended; // observers that were told of the end: each is told once

    /// <summary>Begins the actions.</summary>
    public FitObservers(FitRequest request, PreparedFit fit, TrainerProgress log)
    {
        (_request, _session, _runner, _log) = (request, fit.Session, fit.Runner, log);
        var observed = new ObservedFit(
            request.Settings.Metric?.Measure, request.Settings.Optimizer.LearningRate, fit.Gradient, fit.Session, fit.Runner, Rows);
        foreach (var action in request.Run.Actions)
        {
            _observers.Add(action.Begin(observed));
        }

        if (request.Run.Progress is { } progress)
        {
            _observers.Insert(0, new ProgressObserver(progress, request, fit.Session)); // begun last: an action that cannot begin ends the fit
        }
    }

    /// <summary>Counts an epoch.</summary>
    /// <param name="loss">Its training loss.</param>
    /// <param name="time">How long it took.</param>
    public void AfterEpoch(double loss, TimeSpan time)
    {
        _losses.Add(loss);
        _trained += time;
        TrainingTelemetry.AfterEpoch(_session.Setup, _request.Train.Count, loss);
    }

    /// <summary>Tells of a cycle that has ended.</summary>
    /// <param name="validated">What the validation rows say, or null.</param>
    /// <param name="learningRate">The rate of the last update.</param>
    /// <returns>Why the training shall stop, or null.</returns>
    public string? AfterCycle(Validated? validated, double learningRate)
    {
        if (validated is { } measured)
        {
            TrainingTelemetry.AfterValidation(_session.Setup, measured);
        }

        var result = _observers.Count == 0 ? null : Result(validated, learningRate);
        _losses.Clear();
        _trained = TimeSpan.Zero;
        return result is null ? null : Tell(result);
    }

    /// <summary>Tells the actions that the fit has ended.</summary>
    public void End()
    {
        while (_ended < _observers.Count)
        {
            _observers[_ended++].End(_session.History.Snapshot());
        }
    }

    /// <summary>Tells the actions that do not know of the end that the fit has failed, for a reason that matters more than what they may throw.</summary>
    /// <param name="failure">That reason.</param>
    public void EndAfterFailure(Exception failure)
    {
        while (_ended < _observers.Count)
        {
            try
            {
                _observers[_ended++].EndAfterFailure(_session.History.Snapshot(), failure);
            }
            catch (Exception error)
            {
                _log.Warning($"An action failed at the end of a fit that had failed: {error.Message}");
            }
        }
    }

    /// <summary>The rows to look at.</summary>
    private IEnumerable<TrainingBlock> Rows()
    {
        var size = _request.Settings.BatchSize;
        return _request.Validation?.Read(null, size) ?? _request.Train.Read(_session.Order.Lasting, size);
    }

    private string? Tell(EpochResult result)
    {
        var context = new TrainingContext(_session, _runner, _log, () => _clock.Elapsed.TotalSeconds);
        try
        {
            foreach (var observer in _observers)
            {
                observer.After(result, context);
            }

            return context.StopReason;
        }
        finally
        {
            context.Close();
        }
    }

    private EpochResult Result(Validated? validated, double learningRate)
    {
        var cycle = _request.Settings.EpochsPerCycle;
        return new EpochResult
        {
            Cycle = (_session.Epoch + cycle - 1) / cycle,
            Epoch = _session.Epoch,
            Epochs = _request.Settings.Epochs,
            TrainingLoss = _losses[^1],
            TrainingLosses = [.. _losses],
            ValidationLoss = validated?.Loss,
            Metrics = validated is { Metric: { } value, Measure: { } measure } ? new Dictionary<string, double> { [measure.Name] = value } : EpochResult.NoMetrics,
            IsBest = validated is not null && _session.BestEpoch == _session.Epoch,
            LearningRate = learningRate,
            Seconds = _session.History.Elapsed.TotalSeconds,
            RowsPerSecond = _losses.Count * (double)_request.Train.Count / Math.Max(_trained.TotalSeconds, 1e-9),
        };
    }
}
