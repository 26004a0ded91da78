// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What is shown of one fit.</summary>
internal sealed class FitLine(string name, FitDescription fit, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();
    private long? _written;
    private long _reported = clock.GetTimestamp();

    /// <summary>Its name, on one line.</summary>
    public string Name { get; } = string.Concat(name.Select(letter => char.IsControl(letter) ? ' ' : letter));

    public FitDescription Fit => fit;

    /// <summary>The latest cycle, or null before the first has ended.</summary>
    public EpochResult? Latest { get; private set; }

    /// <summary>The best cycle, or null where nothing is held out.</summary>
    public EpochResult? Best { get; private set; }

    /// <summary>The time until the last epoch has ended, if nothing stops the fit before; null before the first cycle has ended.</summary>
    public TimeSpan? Left
    {
        get
        {
            if (Latest is not { } latest || latest.Epoch <= fit.EpochsDone)
            {
                return null;
            }

            var perEpoch = clock.GetElapsedTime(_began, _reported) / (latest.Epoch - fit.EpochsDone);
            var left = (perEpoch.TotalSeconds * (latest.Epochs - latest.Epoch)) - clock.GetElapsedTime(_reported).TotalSeconds;
            return left <= 0 ? TimeSpan.Zero
                : left < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(left)
                : TimeSpan.MaxValue; // as many epochs as there are numbers, until something stops them
        }
    }

    /// <summary>The same line, which does not change any more.</summary>
    public FitLine Copy() => (FitLine)MemberwiseClone();

    /// <summary>A cycle has ended.</summary>
    public void Add(EpochResult result)
    {
        (Latest, _reported) = (result, clock.GetTimestamp());
        Best = result.IsBest ? result : Best;
    }

    /// <summary>Whether a line is due; the first always is.</summary>
    public bool TakeTurn(TimeSpan interval)
    {
        var isDue = _written is not { } before || clock.GetElapsedTime(before) >= interval;
        _written = isDue ? clock.GetTimestamp() : _written;
        return isDue;
    }

    /// <summary>The first line of a fit.</summary>
    public string BeginText()
    {
        var from = fit.EpochsDone > 0 ? Invariant($"epochs {fit.EpochsDone + 1} to {fit.Epochs}") : Invariant($"{fit.Epochs} epochs");
        var rows = fit.TrainingRows > 0 ? Invariant($" of {fit.TrainingRows} rows") : "";
        var held = fit.ValidationRows > 0 ? Invariant($", {fit.ValidationRows} rows held out") : "";
        var what = fit.Builder.Length > 0 ? $", {fit.Builder} on {fit.Device}" : "";
        return $"{Name}: {from}{rows}{held}{what}";
    }

    /// <summary>The line of a cycle.</summary>
    public string Text()
    {
        var latest = Latest!;
        var parts = new List<string> { Invariant($"epoch {latest.Epoch}/{latest.Epochs}"), $"training loss {Numbers.Short(latest.TrainingLoss)}" };
        if (latest.ValidationLoss is { } loss)
        {
            parts.Add($"validation loss {Numbers.Short(loss)}");
        }

        parts.AddRange(latest.Metrics.Select(metric => $"{metric.Key} {Numbers.Short(metric.Value)}"));
        if (Best is { } best)
        {
            parts.Add(latest.IsBest ? "best" : Invariant($"best epoch {best.Epoch}"));
        }

        parts.Add($"rate {Numbers.Short(latest.LearningRate)}");
        parts.Add(Invariant($"{latest.RowsPerSecond:N0} rows/s"));
        if (Left is { } left)
        {
            parts.Add($"{Numbers.Time(left)} left");
        }

        return $"{Name}: {string.Join(", ", parts)}";
    }

    /// <summary>The last line of a fit.</summary>
    public string EndText(TrainingHistory history, Exception? error)
    {
        var how = error switch
        {
            null => history.StopReason ?? "ended",
            OperationCanceledException => "cancelled",
            _ => $"failed: {error.Message.Split('\n')[0].TrimEnd()}",
        };
        var best = Best is { } found ? Invariant($"; best epoch {found.Epoch}: {Judged(found)}") : "";
        var time = Numbers.Time(clock.GetElapsedTime(_began));
        var epochs = history.Epochs == 1 ? "1 epoch" : Invariant($"{history.Epochs} epochs");
        return $"{Name}: {epochs} in {time}, training loss {Numbers.Short(history.TrainingLosses.LastOrDefault(double.NaN))}{best}; {how}";
    }

    private static string Judged(EpochResult result) => string.Join(
        ", ",
        [.. result.Metrics.Select(metric => $"{metric.Key} {Numbers.Short(metric.Value)}"), $"validation loss {Numbers.Short(result.ValidationLoss ?? double.NaN)}"]);
}
