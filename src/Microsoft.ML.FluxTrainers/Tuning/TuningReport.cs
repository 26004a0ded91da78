// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>All trials of a search, and which was taken.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class TuningReport
{
    internal const string FailedSearchKey = "Microsoft.ML.FluxTrainers.TuningReport";
    private const int Shown = 10;

    internal TuningReport(IReadOnlyList<TuningTrial> trials, TuningTrial? best, ParameterSpace space, string metricName, bool higherIsBetter, int seed, TimeSpan elapsed, string stopReason) =>
        (Trials, Selected, Space, MetricName, HigherIsBetter, Seed, Elapsed, StopReason) = (trials, best, space, metricName, higherIsBetter, seed, elapsed, stopReason);

    /// <summary>The trials in the order of their numbers.</summary>
    public IReadOnlyList<TuningTrial> Trials { get; }

    /// <summary>The trial that was taken.</summary>
    /// <exception cref="InvalidOperationException">No trial was completed, or the search or its selection failed.</exception>
    public TuningTrial Best => Selected ?? throw new InvalidOperationException("No trial of the search was taken: none was completed, or the search or its selection failed. Ranked has those that were completed.");

    /// <summary>The space that was searched.</summary>
    public ParameterSpace Space { get; }

    /// <summary>What trials were judged by.</summary>
    public string MetricName { get; }

    /// <summary>Whether a higher value is better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>The seed of the search, also where it was drawn and not given.</summary>
    public int Seed { get; }

    /// <summary>How long the search took in this process, without the last training.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Why the search ended.</summary>
    public string StopReason { get; }

    internal TuningTrial? Selected { get; }

    /// <summary>How many of the trials were made here and now, not read from files.</summary>
    internal int Made { get; init; }

    /// <summary>The trials that were completed, the best first, and of equal ones the earlier.</summary>
    public IEnumerable<TuningTrial> Ranked => Trials.Where(trial => trial.Status == TrialStatus.Completed)
        .OrderBy(trial => trial.Loss(HigherIsBetter)).ThenBy(trial => trial.Id);

    /// <summary>The parameters that any trial has a value of, in the order of the space.</summary>
    public IReadOnlyList<string> ParameterNames => [.. Space.Ranges.Select(range => range.Name).Union(Trials.SelectMany(trial => trial.Point.Names))
        .Where(name => Trials.Any(trial => trial.Point.Has(name)))];

    /// <summary>What a search had found when it ended with an exception.</summary>
    /// <param name="exception">What Fit threw.</param>
    /// <returns>The report, or null where the exception is no search's.</returns>
    public static TuningReport? FromFailedSearch(Exception exception) => Guard.NotNull(exception, nameof(exception)).Data?[FailedSearchKey] as TuningReport;

    /// <summary>Writes the report as one HTML page that needs no network: each parameter against the metric, pairs of parameters, parallel coordinates, the metric against the time of a
    /// prediction, and all trials.</summary>
    /// <param name="path">The file; an existing one is replaced as a whole.</param>
    /// <param name="title">The heading. Default "Search".</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveReport(string path, string title = "Search") =>
        WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(TuningPage.Of(this, Guard.NotEmpty(title, nameof(title))))));

    /// <summary>Writes a picture of a parameter against the metric.</summary>
    /// <param name="path">The file, ending in ".svg" or ".png"; an existing one is replaced as a whole.</param>
    /// <param name="parameter">One of <see cref="ParameterNames"/>.</param>
    /// <exception cref="ArgumentException">The file has another ending, or there is no such parameter.</exception>
    public void SaveChart(string path, string parameter) => ChartFile.Save(TuningCharts.Parameter(this, Known(parameter)), path);

    /// <summary>Writes a picture of two parameters, colored by the metric.</summary>
    /// <param name="path">The file, ending in ".svg" or ".png"; an existing one is replaced as a whole.</param>
    /// <param name="first">One of <see cref="ParameterNames"/>, from left to right.</param>
    /// <param name="second">Another, from below.</param>
    /// <exception cref="ArgumentException">The file has another ending, or there is no such parameter.</exception>
    public void SavePairChart(string path, string first, string second) => ChartFile.Save(TuningCharts.Pair(this, Known(first), Known(second)), path);

    /// <summary>Writes a picture of all trials, a line each, through all parameters and the metric.</summary>
    /// <param name="path">The file, ending in ".svg" or ".png"; an existing one is replaced as a whole.</param>
    /// <exception cref="ArgumentException">The file has another ending.</exception>
    public void SaveParallelChart(string path) => ChartFile.Save(TuningCharts.Parallel(this), path);

    /// <summary>Writes a picture of the metric against the time that the prediction of a row takes.</summary>
    /// <param name="path">The file, ending in ".svg" or ".png"; an existing one is replaced as a whole.</param>
    /// <exception cref="ArgumentException">The file has another ending.</exception>
    /// <exception cref="InvalidOperationException">No time was measured.</exception>
    public void SaveLatencyChart(string path) => ChartFile.Save(
        TuningCharts.Latency(this) ?? throw new InvalidOperationException("The time of predictions was not measured: TuningRun.MeasureLatency is off, or no trial was completed."), path);

    /// <summary>A table of the best trials, in the invariant culture.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var incomplete = Trials.Count(trial => trial.Status != TrialStatus.Completed);
        text.AppendLine(CultureInfo.InvariantCulture, $"{Trials.Count} trials{(incomplete > 0 ? FormattableString.Invariant($", {incomplete} incomplete") : "")}; {StopReason}");
        var names = ParameterNames;
        string[][] rows =
        [
            ["trial", MetricName, "sd", .. names],
            .. Ranked.Take(Shown).Select(trial => (string[])
            [
                (trial == Selected ? "*" : "") + trial.Id.ToString(CultureInfo.InvariantCulture),
                Number(trial.Metric),
                Number(trial.StandardDeviation),
                .. names.Select(trial.Point.Text),
            ]),
        ];
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>The same report, with the trial that was taken.</summary>
    internal TuningReport With(TuningTrial? selected) => new(Trials, selected, Space, MetricName, HigherIsBetter, Seed, Elapsed, StopReason) { Made = Made };

    private string Known(string parameter) => ParameterNames.Contains(Guard.NotEmpty(parameter, nameof(parameter)))
        ? parameter
        : throw new ArgumentException(
            $"There is no parameter {NearestName.Quote(parameter)}.{NearestName.DidYouMean(parameter, ParameterNames)} There is: {NearestName.List(ParameterNames)}.", nameof(parameter));

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("G4", CultureInfo.InvariantCulture);
}
