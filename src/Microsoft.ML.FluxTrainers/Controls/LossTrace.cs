// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a stopping criterion sees of one fit: its losses after epoch 0, in the order in which they came.</summary>
/// <remarks>
/// The out-of-sample losses are the validation losses, or what is minimized of the metric in their place. Without any, a training loss counts as two updates: as the training loss
/// of its epoch, then as the out-of-sample one.
/// </remarks>
internal sealed record LossTrace
{
    private LossTrace? _whole;
    private long _skipped;

    /// <summary>The events of the fit, whatever has been skipped.</summary>
    public required ReadOnlyMemory<TrainingEvent> Events { get; init; }

    /// <summary>The training losses, oldest first.</summary>
    public required ReadOnlyMemory<double> Training { get; init; }

    /// <summary>The out-of-sample losses, oldest first.</summary>
    public required ReadOnlyMemory<double> OutOfSample { get; init; }

    /// <summary>Whether the out-of-sample losses are validation losses.</summary>
    public required bool IsValidated { get; init; }

    /// <summary>When the first of the losses began to be worked for.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>The time of the last event.</summary>
    public required TimeSpan Now { get; init; }

    /// <summary>What an out-of-sample loss is called.</summary>
    public string LossName => !IsValidated ? "training loss"
        : Measure is not { } measure ? "validation loss"
        : measure.HigherIsBetter ? $"negative {measure.Name}" : measure.Name;

    /// <summary>The metric that takes the place of the validation loss, or null.</summary>
    public ValidationMeasure? Measure { get; init; }

    /// <summary>The latest fit of a history.</summary>
    public static LossTrace Of(TrainingHistory history)
    {
        var before = history.Log.Span[..history.FitStart.Events];
        var training = history.TrainingLog[history.FitStart.TrainingLosses..];
        var events = history.Log[before.Length..];
        var measure = history.Setup.Measure;
        var validation = measure is null
            ? history.ValidationLog[history.FitStart.ValidationLosses..]
            : Judged(events.Span, measure);
        return new()
        {
            Events = events,
            Measure = measure,
            Training = training,
            OutOfSample = validation.IsEmpty ? training : validation,
            IsValidated = !validation.IsEmpty,
            Start = before.IsEmpty ? TimeSpan.Zero : before[^1].Elapsed,
            Now = history.Elapsed,
        };
    }

    /// <summary>The same without its first updates, training and out-of-sample ones both counted.</summary>
    /// <returns>The rest, or null where there is none.</returns>
    public LossTrace? Skip(int updates) => (_whole ?? this).SkipFirst(_skipped + updates);

    private LossTrace? SkipFirst(long updates)
    {
        if (updates >= (long)Training.Length + OutOfSample.Length)
        {
            return null;
        }

        var (training, outOfSample, start) = (0, 0, Start);
        foreach (var one in Events.Span)
        {
            if (training + outOfSample >= updates)
            {
                break;
            }

            var isTraining = one is { Epoch: > 0, Kind: TrainingEventKind.TrainingLoss };
            if (isTraining || IsOutOfSample(one))
            {
                training += isTraining ? 1 : 0;
                outOfSample += !isTraining || (!IsValidated && training + outOfSample < updates) ? 1 : 0;
                start = one.Elapsed;
            }
        }

        return this with
        {
            _whole = this,
            _skipped = updates,
            Training = Training[training..],
            OutOfSample = OutOfSample[outOfSample..],
            Start = start,
        };
    }

    private static double[] Judged(ReadOnlySpan<TrainingEvent> events, ValidationMeasure measure)
    {
        var values = new List<double>();
        foreach (var one in events)
        {
            if (measure.IsIn(one))
            {
                values.Add(measure.Judge(one.Value));
            }
        }

        return [.. values];
    }

    private bool IsOutOfSample(TrainingEvent one) =>
        Measure?.IsIn(one) ?? one is { Epoch: > 0, Kind: TrainingEventKind.ValidationLoss };
}
