// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One thing that happened during a fit. Immutable.</summary>
public sealed record TrainingEvent
{
    private TrainingEvent(TrainingEventKind kind, int epoch, double value, string? text, TimeSpan elapsed)
    {
        Kind = kind;
        Epoch = Guard.NotNegative(epoch, nameof(Epoch));
        Value = value;
        Text = text;
        Elapsed = Guard.NotNegative(elapsed, nameof(Elapsed));
    }

    /// <summary>What the event tells.</summary>
    public TrainingEventKind Kind { get; }

    /// <summary>After which epoch, counted from 1; 0 before any training.</summary>
    public int Epoch { get; }

    /// <summary>The loss or the metric, in its own unit; NaN for a stop or a note.</summary>
    public double Value { get; }

    /// <summary>The name of the metric, the reason of the stop or the words of the note; null for a loss.</summary>
    public string? Text { get; }

    /// <summary>The time since training began, over all fits that the history tells of.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The training loss of an epoch.</summary>
    /// <param name="epoch">The epoch, counted from 1; 0 is the loss before any training.</param>
    /// <param name="loss">The mean loss per row. May be NaN or infinite.</param>
    /// <param name="elapsed">The time since training began, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch or the time is negative.</exception>
    public static TrainingEvent TrainingLoss(int epoch, double loss, TimeSpan elapsed = default) =>
        new(TrainingEventKind.TrainingLoss, epoch, loss, null, elapsed);

    /// <summary>The loss over the validation rows after an epoch.</summary>
    /// <param name="epoch">The epoch, counted from 1; 0 is before any training.</param>
    /// <param name="loss">The mean loss per row. May be NaN or infinite.</param>
    /// <param name="elapsed">The time since training began, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch or the time is negative.</exception>
    public static TrainingEvent ValidationLoss(int epoch, double loss, TimeSpan elapsed = default) =>
        new(TrainingEventKind.ValidationLoss, epoch, loss, null, elapsed);

    /// <summary>A metric after an epoch.</summary>
    /// <param name="epoch">The epoch, counted from 1; 0 is before any training.</param>
    /// <param name="name">The name of the metric.</param>
    /// <param name="value">Its value.</param>
    /// <param name="elapsed">The time since training began, at least 0.</param>
    /// <exception cref="ArgumentException">The name is empty, or the epoch or the time is negative.</exception>
    public static TrainingEvent Metric(int epoch, string name, double value, TimeSpan elapsed = default) =>
        new(TrainingEventKind.Metric, epoch, value, Guard.NotEmpty(name, nameof(name)), elapsed);

    /// <summary>The end of the fit.</summary>
    /// <param name="epoch">The last epoch.</param>
    /// <param name="reason">Why the fit ended.</param>
    /// <param name="elapsed">The time since training began, at least 0.</param>
    /// <exception cref="ArgumentException">The reason is empty, or the epoch or the time is negative.</exception>
    public static TrainingEvent Stop(int epoch, string reason, TimeSpan elapsed = default) =>
        new(TrainingEventKind.Stop, epoch, double.NaN, Guard.NotEmpty(reason, nameof(reason)), elapsed);

    /// <summary>Something worth knowing, in words.</summary>
    /// <param name="epoch">The last epoch before it.</param>
    /// <param name="text">The words.</param>
    /// <param name="elapsed">The time since training began, at least 0.</param>
    /// <exception cref="ArgumentException">The text is empty, or the epoch or the time is negative.</exception>
    public static TrainingEvent Note(int epoch, string text, TimeSpan elapsed = default) =>
        new(TrainingEventKind.Note, epoch, double.NaN, Guard.NotEmpty(text, nameof(text)), elapsed);

    /// <summary>The same event at a later time: that of a fit which continues another.</summary>
    internal TrainingEvent Later(TimeSpan by) => by == TimeSpan.Zero ? this : new(Kind, Epoch, Value, Text, Elapsed + by);
}
