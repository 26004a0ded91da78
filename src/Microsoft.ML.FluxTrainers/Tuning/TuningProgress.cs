// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>How far a search is.</summary>
public sealed record TuningProgress
{
    /// <summary>The trials that are done, those of other processes and earlier runs too.</summary>
    public required int Done { get; init; }

    /// <summary>How many there will be; null where nobody can tell.</summary>
    public int? Total { get; init; }

    /// <summary>How many of them failed, timed out or were pruned.</summary>
    public required int Incomplete { get; init; }

    /// <summary>The trial that was done last.</summary>
    public required TuningTrial Latest { get; init; }

    /// <summary>The best trial so far; null where none is complete.</summary>
    public TuningTrial? Best { get; init; }

    /// <summary>The name of the metric.</summary>
    public required string MetricName { get; init; }

    /// <summary>Whether the search has ended: nothing more is reported of it. Default: false.</summary>
    public bool IsOver { get; init; }

    /// <summary>The time since the search began in this process.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>About how long it will take still, the last training aside; null where nobody can tell.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>"12 of 25 trials, best log loss 0.0893 (BatchSize 8), 0:00:41 left", in the invariant culture.</summary>
    public override string ToString()
    {
        var of = Total is { } total ? FormattableString.Invariant($"{Done} of {total} trials") : FormattableString.Invariant($"{Done} trials");
        var incomplete = Incomplete > 0 ? FormattableString.Invariant($" ({Incomplete} incomplete)") : "";
        var best = Best is null ? "none complete" : FormattableString.Invariant($"best {MetricName} {Best.Metric:G4} ({Best.Point})");
        var left = Remaining is { } remaining ? $", {TimeSpan.FromSeconds(Math.Ceiling(remaining.TotalSeconds)).ToString("g", CultureInfo.InvariantCulture)} left" : "";
        return $"{of}{incomplete}, {best}{left}";
    }
}
