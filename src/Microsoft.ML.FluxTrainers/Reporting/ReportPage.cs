// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Net;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A report as one HTML page that needs nothing else: no network, no script, light and dark.</summary>
internal static class ReportPage
{
    private const string Layout =
        """
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        main { max-width: 1480px; margin: 0 auto; padding: 32px 24px; }
        h1 { font-size: 24px; margin: 0 0 24px; }
        h2 { font-size: 18px; margin: 0 0 12px; }
        .runs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr)); gap: 48px 32px; }
        dl { display: flex; flex-wrap: wrap; gap: 12px 36px; margin: 0 0 16px; }
        dt { color: var(--faint); font-size: 13px; }
        dd { margin: 0; max-width: 48ch; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        h3 { font-size: 16px; margin: 32px 0 8px; padding-top: 24px; border-top: 1px solid var(--line); }
        .note { color: var(--faint); margin: 0 0 16px; max-width: 75ch; text-wrap: pretty; }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 560px), 1fr)); gap: 24px 32px; align-items: start; }
        .hint { border-left: 3px solid var(--c1); padding-left: 12px; margin: 0 0 16px; }
        figure { margin: 0; overflow-x: auto; }
        svg { display: block; width: 100%; min-width: 560px; max-width: 760px; height: auto; }
        @media (max-width: 700px) { main { padding: 24px 16px; } svg { min-width: 440px; } .label, .on { font-size: 14px; } .title { font-size: 18px; } }
        details { margin-top: 12px; }
        summary { cursor: pointer; color: var(--faint); }
        .scroll { overflow: auto; max-height: 480px; }
        table { border-collapse: collapse; margin-top: 12px; font-size: 13px; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: 4px 12px; border-bottom: 1px solid var(--line); font-weight: 400; white-space: nowrap; }
        th:first-child, td:first-child { padding-left: 0; text-align: left; }
        th { color: var(--faint); position: sticky; top: 0; background: var(--paper); }
        """;

    /// <summary>The page.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="runs">The trainings, side by side where there is room.</param>
    public static string Of(string title, IReadOnlyList<(string Name, TrainingHistory History)> runs)
    {
        var page = Open(title, isLive: runs.Any(run => run.History.StopReason is null)).Append("<div class=\"runs\">\n");
        foreach (var (name, history) in runs)
        {
            ReportRun.Append(page, name, history);
        }

        return Close(page.Append("</div>\n"));
    }

    /// <summary>The beginning of a page, up to its heading.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="isLive">Whether what it tells of still goes on.</param>
    public static StringBuilder Open(string title, bool isLive = false)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{WebUtility.HtmlEncode(title)}</title>\n");
        if (isLive)
        {
            page.Append("<meta http-equiv=\"refresh\" content=\"5\">\n"); // the file itself anew, while the training writes it
        }

        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<style>\n{ChartSvg.Style}\n{ChartSvg.Classes}\n{Layout}\n</style>\n</head>\n<body>\n<main>\n");
        return page.Append(CultureInfo.InvariantCulture, $"<h1>{WebUtility.HtmlEncode(title)}</h1>\n");
    }

    /// <summary>The whole page.</summary>
    public static string Close(StringBuilder page) => page.Append("</main>\n</body>\n</html>\n").ToString();
}
