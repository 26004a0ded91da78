// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Net;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The part of a report that is about one training.</summary>
internal static class ReportRun
{
    /// <summary>Appends the facts, the warnings and the parts of a training.</summary>
    public static void Append(StringBuilder page, string name, TrainingHistory history)
    {
        page.Append("<section>\n");
        if (name.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Html(name)}</h2>\n");
        }

        ReportFacts.Append(page, Facts(history));
        foreach (var hint in ReportHints.Of(history))
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"hint\">{Html(hint)}</p>\n");
        }

        foreach (var part in Parts(history))
        {
            part.Append(page);
        }

        page.Append("</section>\n");
    }

    private static IEnumerable<ReportPart> Parts(TrainingHistory history)
    {
        yield return HistoryPart.Of(history);
        if (history.Validation is { } summary)
        {
            yield return ValidationPart.Of(summary);
        }

        if (history.Weights.Count > 0)
        {
            yield return NetworkPart.Of(history);
        }
    }

    private static IEnumerable<(string Fact, string Value)> Facts(TrainingHistory history)
    {
        yield return ("ended", history.StopReason ?? "still training");
        yield return ("epochs", Text(history.Epochs));
        yield return ("last training loss", history.TrainingLosses.Count > 0 ? Number(history.TrainingLosses[^1]) : "none");
        if (history.BestEpoch is { } best)
        {
            yield return ("best epoch", Text(best));
        }

        if (ReportHints.LowestLoss(history) is { } lowest)
        {
            yield return ("lowest validation loss", Number(lowest.Value));
        }

        yield return ("time", FormattableString.Invariant($"{history.Elapsed.TotalSeconds:G4} s"));
        yield return ("device", history.Device);
        yield return ("runner", FormattableString.Invariant($"{history.Runner}, threads: {history.Threads}"));
        yield return ("seed", Text(history.Seed));
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
