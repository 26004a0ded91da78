// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The charts of a search. Trials that did not complete are not in them.</summary>
internal static class TuningCharts
{
    // More names, such as those of a hundred lists of widths, make a page of dots that nobody reads.
    private const int MostNames = 30;

    /// <summary>A parameter against the metric; numbers on the scale of their range, everything else by the order of its values.</summary>
    public static Chart Parameter(TuningReport report, string name)
    {
        var axis = Axis(report, name);
        var trials = Completed(report);
        return axis.Categories.Count == 0
            ? new ScatterChart(name, name, report.MetricName, [.. trials.Select((trial, i) => new ChartPoint(axis.Values[i], trial.Metric))]) { XIsLog = axis.IsLog }
            : Names(report, name, [.. axis.Categories.Select((text, category) => Interval(text, [.. trials.Where((_, i) => axis.Values[i] == category)]))]);
    }

    /// <summary>Two parameters, colored by the metric.</summary>
    public static ScatterChart Pair(TuningReport report, string xName, string yName)
    {
        var (x, y) = (Axis(report, xName), Axis(report, yName));
        var trials = Completed(report);
        return new ScatterChart($"{xName} and {yName}", Named(x), Named(y), [.. trials.Select((_, i) => new ChartPoint(x.Values[i], y.Values[i]))])
        {
            XIsLog = x.IsLog,
            YIsLog = y.IsLog,
            Scale = Scale(report),
            Values = [.. trials.Select(trial => trial.Metric)],
        };
    }

    /// <summary>All parameters and the metric, a line a trial.</summary>
    public static ParallelChart Parallel(TuningReport report)
    {
        double[] metrics = [.. Completed(report).Select(trial => trial.Metric)];
        return new ParallelChart(
            "Trials", [.. report.ParameterNames.Select(name => Axis(report, name)), new ParallelAxis(report.MetricName, metrics)], Scale(report), metrics);
    }

    /// <summary>The time that a prediction takes against the metric; null where it was not measured.</summary>
    public static ScatterChart? Latency(TuningReport report)
    {
        var trials = Completed(report).Where(trial => trial.TimePerRow is not null).ToList();
        return trials.Count == 0 ? null : new ScatterChart(
            "Time of a prediction", "microseconds a row", report.MetricName, [.. trials.Select(trial => new ChartPoint(trial.TimePerRow!.Value.TotalMicroseconds, trial.Metric))])
        { XIsLog = true };
    }

    /// <summary>The pairs of parameters that are numbers.</summary>
    public static IEnumerable<(string First, string Second)> Pairs(TuningReport report)
    {
        var names = report.ParameterNames.Where(name => Axis(report, name).Categories.Count == 0).ToList();
        return names.SelectMany((second, i) => names.Take(i).Select(first => (first, second)));
    }

    private static IntervalChart Names(TuningReport report, string name, IReadOnlyList<ChartInterval> values) => values.Count <= MostNames
        ? new(name, report.MetricName, values)
        : new(
            FormattableString.Invariant($"{name}: the best {MostNames} of {values.Count}"),
            report.MetricName,
            [.. values.OrderBy(value => report.HigherIsBetter ? -value.Value : value.Value).Take(MostNames)]);

    private static List<TuningTrial> Completed(TuningReport report) => [.. report.Trials.Where(trial => trial.Status == TrialStatus.Completed)];

    private static ChartScale Scale(TuningReport report) => ChartScale.Of(report.MetricName, Completed(report).Select(trial => trial.Metric), lowIsStrong: !report.HigherIsBetter);

    private static string Named(ParallelAxis axis) =>
        axis.Categories.Count == 0 ? axis.Name : $"{axis.Name} ({string.Join(", ", axis.Categories.Select((text, i) => FormattableString.Invariant($"{i}: {text}")))})";

    private static ChartInterval Interval(string name, IReadOnlyList<TuningTrial> trials) => trials.Count == 0
        ? new(name, double.NaN, double.NaN, double.NaN)
        : new(name, trials.Average(trial => trial.Metric), trials.Min(trial => trial.Metric), trials.Max(trial => trial.Metric));

    private static ParallelAxis Axis(TuningReport report, string name)
    {
        var trials = Completed(report);
        var range = report.Space.Ranges.FirstOrDefault(range => range.Name == name);
        double[] numbers = [.. trials.Select(trial => trial.Point.Has(name) ? Number(trial.Point[name]) ?? double.NaN : double.NaN)];
        if (trials.All(trial => !trial.Point.Has(name) || Number(trial.Point[name]) is not null))
        {
            var scale = (range as NumberRange)?.Scale ?? (range as IntegerRange)?.Scale;
            return new ParallelAxis(name, numbers) { IsLog = scale?.NeedsPositive == true };
        }

        string[] texts = [.. trials.Where(trial => trial.Point.Has(name)).Select(trial => trial.Point.Text(name)).Distinct()];
        return new ParallelAxis(name, [.. trials.Select(trial => trial.Point.Has(name) ? Array.IndexOf(texts, trial.Point.Text(name)) : double.NaN)]) { Categories = texts };
    }

    private static double? Number(object? value) => value switch
    {
        int number => number,
        long number => number,
        float number => number,
        double number => number,
        _ => null,
    };
}
