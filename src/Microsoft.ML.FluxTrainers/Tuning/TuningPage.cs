// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The report of a search as one HTML page that needs nothing else.</summary>
internal static class TuningPage
{
    private const int MostPairs = 12;

    public static string Of(TuningReport report, string title)
    {
        var page = ReportPage.Open(title);
        ReportFacts.Append(page, Facts(report));
        var charts = report.ParameterNames.Select(name => TuningCharts.Parameter(report, name))
            .Append(TuningCharts.Parallel(report))
            .Concat(TuningCharts.Pairs(report).Take(MostPairs).Select(pair => (Chart)TuningCharts.Pair(report, pair.First, pair.Second)))
            .Append(TuningCharts.Latency(report));
        page.Append("<div class=\"charts\">\n");
        foreach (var chart in charts.OfType<Chart>())
        {
            page.Append("<figure>\n").Append(ChartSvg.Of(chart)).Append("</figure>\n");
        }

        page.Append("</div>\n");
        Table(report).Append(page);
        return ReportPage.Close(page);
    }

    private static IEnumerable<(string Fact, string Value)> Facts(TuningReport report)
    {
        yield return ("trials", report.Trials.Count.ToString(CultureInfo.InvariantCulture));
        yield return ("ended", report.StopReason);
        yield return ("seed", report.Seed.ToString(CultureInfo.InvariantCulture));
        if (report.Selected is { } best)
        {
            yield return ($"best {report.MetricName}", best.Metric.ToString("G4", CultureInfo.InvariantCulture));
            yield return ("best", best.Point.ToString());
        }
    }

    private static ReportTable Table(TuningReport report)
    {
        var names = report.ParameterNames;
        return new ReportTable("All trials", ["trial", "status", report.MetricName, "sd", "seconds", .. names], report.Trials.Select(trial => (string[])
        [
            trial.Id.ToString(CultureInfo.InvariantCulture), trial.Error ?? trial.Status.ToString(), Number(trial.Metric), Number(trial.StandardDeviation),
            Number(trial.Elapsed?.TotalSeconds ?? double.NaN), .. names.Select(trial.Point.Text),
        ]));
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("G4", CultureInfo.InvariantCulture);
}
