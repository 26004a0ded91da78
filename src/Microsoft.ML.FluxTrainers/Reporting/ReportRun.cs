// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Net;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The part of a report that is about one training.</summary>
internal static class ReportRun
{
    private const int MostRows = 2000;

    /// <summary>Appends the facts, the charts and the table of a training.</summary>
    public static void Append(StringBuilder page, string name, TrainingHistory history)
    {
        page.Append("<section>\n<h2>").Append(Html(name)).Append("</h2>\n<dl>\n");
        foreach (var (fact, value) in Facts(history))
        {
            page.Append(CultureInfo.InvariantCulture, $"<div><dt>{Html(fact)}</dt><dd>{Html(value)}</dd></div>\n");
        }

        page.Append("</dl>\n");
        foreach (var hint in ReportHints.Of(history))
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"hint\">{Html(hint)}</p>\n");
        }

        foreach (var chart in HistoryCharts.Metrics(history).Prepend(HistoryCharts.Losses(history)))
        {
            page.Append("<figure>\n").Append(ChartSvg.Of(chart)).Append("</figure>\n");
        }

        AppendTable(page, history);
        page.Append("</section>\n");
    }

    private static IEnumerable<(string Fact, string Value)> Facts(TrainingHistory history)
    {
        yield return ("ended", history.StopReason ?? "still training");
        yield return ("epochs", Text(history.Epochs));
        yield return ("last training loss", history.TrainingLosses.Count > 0 ? Number(history.TrainingLosses[^1]) : "none");
        if (history.BestEpoch is { } best)
        {
            yield return ("best epoch", Text(best));
            yield return ("lowest validation loss", Number(history.ValidationLosses.Where(double.IsFinite).Min()));
        }

        yield return ("time", FormattableString.Invariant($"{history.Elapsed.TotalSeconds:G4} s"));
        yield return ("device", history.Device);
        yield return ("runner", FormattableString.Invariant($"{history.Runner}, threads: {history.Threads}"));
        yield return ("seed", Text(history.Seed));
    }

    private static void AppendTable(StringBuilder page, TrainingHistory history)
    {
        var metrics = history.MetricNames;
        page.Append("<details><summary>All epochs</summary>\n<table>\n<thead><tr><th>epoch</th><th>training loss</th><th>validation loss</th>");
        foreach (var metric in metrics)
        {
            page.Append("<th>").Append(Html(metric)).Append("</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        var epochs = history.Events.GroupBy(one => one.Epoch).TakeLast(MostRows);
        foreach (var epoch in epochs)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{epoch.Key}</td>");
            Cell(epoch.FirstOrDefault(one => one.Kind == TrainingEventKind.TrainingLoss));
            Cell(epoch.FirstOrDefault(one => one.Kind == TrainingEventKind.ValidationLoss));
            foreach (var metric in metrics)
            {
                Cell(epoch.FirstOrDefault(one => one.Kind == TrainingEventKind.Metric && one.Text == metric));
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody>\n</table></details>\n");

        void Cell(TrainingEvent? one) => page.Append("<td>").Append(one is null ? "" : Number(one.Value)).Append("</td>");
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
