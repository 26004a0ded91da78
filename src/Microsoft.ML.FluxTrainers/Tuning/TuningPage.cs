// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Net;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The report of a search as one HTML page that needs nothing else.</summary>
internal static class TuningPage
{
    private const int MostPairs = 12;

    public static string Of(TuningReport report, string title)
    {
        var page = ReportPage.Open(title);
        Facts(page, report);
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
        Table(page, report);
        return ReportPage.Close(page);
    }

    private static void Facts(StringBuilder page, TuningReport report)
    {
        page.Append("<dl>\n");
        Fact(page, "trials", report.Trials.Count.ToString(CultureInfo.InvariantCulture));
        Fact(page, "ended", report.StopReason);
        Fact(page, "seed", report.Seed.ToString(CultureInfo.InvariantCulture));
        if (report.Selected is { } best)
        {
            Fact(page, $"best {report.MetricName}", best.Metric.ToString("G4", CultureInfo.InvariantCulture));
            Fact(page, "best", best.Point.ToString());
        }

        page.Append("</dl>\n");
    }

    private static void Fact(StringBuilder page, string name, string value) =>
        page.Append(CultureInfo.InvariantCulture, $"<div><dt>{WebUtility.HtmlEncode(name)}</dt><dd>{WebUtility.HtmlEncode(value)}</dd></div>\n");

    private static void Table(StringBuilder page, TuningReport report)
    {
        var names = report.ParameterNames;
        page.Append("<details><summary>All trials</summary>\n<table>\n<tr>");
        foreach (var name in (string[])["trial", "status", report.MetricName, "sd", "seconds", .. names])
        {
            page.Append(CultureInfo.InvariantCulture, $"<th>{WebUtility.HtmlEncode(name)}</th>");
        }

        page.Append("</tr>\n");
        foreach (var trial in report.Trials)
        {
            page.Append("<tr>");
            foreach (var cell in (string[])
            [
                trial.Id.ToString(CultureInfo.InvariantCulture), trial.Error ?? trial.Status.ToString(), Number(trial.Metric), Number(trial.StandardDeviation),
                Number(trial.Elapsed?.TotalSeconds ?? double.NaN), .. names.Select(trial.Point.Text),
            ])
            {
                page.Append(CultureInfo.InvariantCulture, $"<td>{WebUtility.HtmlEncode(cell)}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</table></details>\n");
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("G4", CultureInfo.InvariantCulture);
}
