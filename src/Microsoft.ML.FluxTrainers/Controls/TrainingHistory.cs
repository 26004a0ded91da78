// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections.ObjectModel;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What happened during training: losses, metrics, notes and why it stopped, each with its epoch and time.</summary>
/// <remarks>
/// A snapshot: it never changes, whatever the training does meanwhile, and any number of threads may read it. A fit that
/// continues another tells the events of both.
/// </remarks>
public sealed class TrainingHistory
{
    internal TrainingHistory(
        TrainingSetup setup,
        ReadOnlyMemory<TrainingEvent> events,
        ReadOnlyMemory<double> trainingLosses,
        ReadOnlyMemory<double> validationLosses,
        FitStart fitStart,
        TimeSpan elapsed)
    {
        Setup = setup;
        Log = events;
        TrainingLog = trainingLosses;
        ValidationLog = validationLosses;
        FitStart = fitStart;
        Elapsed = elapsed;
        Events = ReadOnly(events);
        TrainingLosses = ReadOnly(trainingLosses);
        ValidationLosses = ReadOnly(validationLosses);
    }

    /// <summary>All events, oldest first.</summary>
    public IReadOnlyList<TrainingEvent> Events { get; }

    /// <summary>The training losses by epoch: <see cref="Epochs"/> + 1 of them, the first measured before any training.</summary>
    /// <remarks>Mean loss per row as measured during the epoch, with dropout active; that of epoch 0 without.</remarks>
    public IReadOnlyList<double> TrainingLosses { get; }

    /// <summary>The validation losses, oldest first; empty where nothing is held out.</summary>
    /// <remarks>One after each epoch, or each cycle of several; <see cref="Events"/> tell of which epoch each is.</remarks>
    public IReadOnlyList<double> ValidationLosses { get; }

    /// <summary>The number of epochs trained.</summary>
    public int Epochs => Math.Max(0, TrainingLosses.Count - 1);

    /// <summary>The epoch with the best validation metric (<see cref="NeuralOptions.ValidationMetric"/>), or else the lowest validation loss, the first of equal ones;
    /// null where nothing is held out. What earlier fits say of other validation rows does not count.</summary>
    public int? BestEpoch => Events
        .Skip(Details.ComparableFrom)
        .Where(one => (Setup.Measure?.IsIn(one) ?? one is { Kind: TrainingEventKind.ValidationLoss, Epoch: > 0 }) && !double.IsNaN(one.Value))
        .MinBy(one => Setup.Measure?.Judge(one.Value) ?? one.Value)?.Epoch;

    /// <summary>Why the latest fit ended; null while it runs.</summary>
    public string? StopReason
    {
        get
        {
            var fit = Log.Span[FitStart.Events..];
            for (var i = fit.Length - 1; i >= 0; i--)
            {
                if (fit[i].Kind == TrainingEventKind.Stop)
                {
                    return fit[i].Text;
                }
            }

            return null;
        }
    }

    /// <summary>The name of the runner, such as "eager". Equal bits are promised for an equal runner only.</summary>
    public string Runner => Setup.Runner;

    /// <summary>The number of threads that the training used.</summary>
    public int Threads => Setup.Threads;

    /// <summary>The device, such as "cpu" or "cuda:0".</summary>
    public string Device => Setup.Device;

    /// <summary>The seed of the random streams, also where it was drawn and not given.</summary>
    public int Seed => Setup.Seed;

    /// <summary>The training time up to the last event, over all fits that the history tells of.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The names of the metrics, in the order of their first appearance.</summary>
    public IReadOnlyList<string> MetricNames =>
        [.. Events.Where(one => one.Kind == TrainingEventKind.Metric).Select(one => one.Text!).Distinct()];

    /// <summary>What the network says of the validation rows with the weights that the fit ended with; null while it runs, and where nothing is held out.</summary>
    public ValidationSummary? Validation => Details.Validation;

    /// <summary>The weights over the epochs, as <c>TrainingAction.WatchNetwork</c> saw them: at most 50 epochs, evenly spaced, of at most 64 tensors; else empty.</summary>
    public IReadOnlyList<WeightHistogram> Weights => Details.Weights;

    /// <summary>Units without an output, as <c>TrainingAction.WatchNetwork</c> saw them, in the same epochs; else empty.</summary>
    public IReadOnlyList<DeadUnits> DeadUnits => Details.DeadUnits;

    internal TrainingDetails Details { get; init; } = TrainingDetails.None;

    internal TrainingSetup Setup { get; }

    internal ReadOnlyMemory<TrainingEvent> Log { get; }

    internal ReadOnlyMemory<double> TrainingLog { get; }

    internal ReadOnlyMemory<double> ValidationLog { get; }

    internal FitStart FitStart { get; }

    /// <summary>The values of a metric, oldest first; empty where it was never measured.</summary>
    /// <param name="name">The name, one of <see cref="MetricNames"/>.</param>
    public IReadOnlyList<double> Metric(string name) =>
        [.. Events.Where(one => one.Kind == TrainingEventKind.Metric && one.Text == name).Select(one => one.Value)];

    /// <summary>A table of the last 10 epochs and the reason for the stop, in the invariant culture.</summary>
    public override string ToString() => TrainingHistoryTable.Print(this);

    private static ReadOnlyCollection<T> ReadOnly<T>(ReadOnlyMemory<T> items) =>
        new(MemoryMarshal.TryGetArray(items, out var array) ? array : items.ToArray());
}
