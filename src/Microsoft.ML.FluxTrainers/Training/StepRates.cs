// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The learning rate of each update.</summary>
/// <param name="settings">The optimizer and its schedule.</param>
/// <param name="rows">The number of training rows.</param>
/// <param name="isValidated">Whether there are validation rows.</param>
/// <param name="elapsed">The time since the fit began.</param>
internal sealed class StepRates(TrainingSettings settings, int rows, bool isValidated, Func<TimeSpan> elapsed)
{
    private readonly int _batchesPerUpdate = settings.AccumulationSteps;
    private double[] _rates = [];
    private SchedulePoint? _epoch;
    private int _batch;

    /// <summary>The rate of the last batch.</summary>
    public double Last { get; private set; } = settings.Optimizer.LearningRate;

    /// <summary>Begins an epoch.</summary>
    /// <param name="done">The epochs done.</param>
    /// <param name="history">Tells what happened before; asked only where the rate depends on something.</param>
    public void Begin(int done, Func<TrainingHistory> history)
    {
        _batch = 0;
        if (settings.Schedule is null)
        {
            return;
        }

        _epoch = new SchedulePoint
        {
            BaseRate = settings.Optimizer.LearningRate,
            Epoch = done,
            Epochs = settings.Epochs,
            StepsPerEpoch = settings.UpdatesPerEpoch(rows),
            Elapsed = elapsed(),
            History = history(),
            IsValidated = isValidated,
        };
        if (settings.Schedule is { ChangesWithinEpoch: false } schedule)
        {
            Last = schedule.RateAt(_epoch);
        }
    }

    /// <summary>The rates of the next batches: those that share an update have the same.</summary>
    public ReadOnlySpan<double> Next(int batches)
    {
        if (_rates.Length < batches)
        {
            _rates = new double[batches];
        }

        var now = settings.Schedule is { ChangesWithinEpoch: true } ? elapsed() : default;
        for (var i = 0; i < batches; i++, _batch++)
        {
            if (settings.Schedule is { ChangesWithinEpoch: true } schedule && (i == 0 || _batch % _batchesPerUpdate == 0))
            {
                Last = schedule.RateAt(_epoch! with { Step = _batch / _batchesPerUpdate, Elapsed = now });
            }

            _rates[i] = Last;
        }

        return _rates.AsSpan(0, batches);
    }
}
