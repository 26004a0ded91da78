// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What happened in one cycle of a training, complete in itself: it may be kept, queued or sent elsewhere.</summary>
public sealed record EpochResult
{
    internal static readonly IReadOnlyDictionary<string, double> NoMetrics = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The number of the cycle, counted from 1: a cycle is <see cref="NeuralOptions.EpochsPerCycle"/> epochs, by default one. A fit that goes on counts on.</summary>
    public required int Cycle { get; init; }

    /// <summary>The epoch that ended, counted from 1, over all fits that the history tells of.</summary>
    public required int Epoch { get; init; }

    /// <summary>The epochs planned.</summary>
    public required int Epochs { get; init; }

    /// <summary>The training loss of the last epoch: the mean loss per row. NaN or infinite where the training diverged, after which it ends.</summary>
    public required double TrainingLoss { get; init; }

    /// <summary>The training losses of the cycle's epochs.</summary>
    public required ValueList<double> TrainingLosses { get; init; }

    /// <summary>The mean loss per validation row; null where nothing is held out. Default: null.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Metrics by name, raw: <see cref="NeuralOptions.ValidationMetric"/>, if there is one. Default: empty.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = NoMetrics;

    /// <summary>Whether the validation loss, or the metric in its place, is the best so far. False where nothing is held out. Default: false.</summary>
    public bool IsBest { get; init; }

    /// <summary>The learning rate of the last update.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Seconds of training so far, over all fits that the history tells of.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training rows per second in this cycle, without the time for validation.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>One line for people, in the invariant culture: epoch, losses, metrics, learning rate, seconds.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Invariant($"epoch {Epoch}/{Epochs}: training loss {TrainingLoss:G5}"));
        if (ValidationLoss is { } validation)
        {
            text.Append(CultureInfo.InvariantCulture, $", validation loss {validation:G5}");
        }

        foreach (var (name, value) in Metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $", {name} {value:G5}");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{(IsBest ? " (best)" : "")}, learning rate {LearningRate:G5}, {Seconds:F2} s").ToString();
    }
}
