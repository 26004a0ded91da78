// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Prints a <see cref="DryRunReport"/> for people.</summary>
internal static class DryRunText
{
    public static string Of(DryRunReport report)
    {
        var text = new StringBuilder();
        text.Append(report.Layers);
        Add(text, "shapes", $"{report.InputShape} to {report.OutputShape}");
        Add(text, "parameters", report.ParameterCount.ToString(CultureInfo.InvariantCulture));
        Add(text, "rows", FormattableString.Invariant($"{report.RowsRead} read of {report.TotalRows?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number"}"));
        Add(text, "memory", $"{(report.DataBytes is { } bytes ? Size(bytes) : "unknown")} for the data, {Size(report.TrainingBytes)} for training");
        Add(text, "time", $"{Time(report.StepTime)} a step, {Time(report.EpochTime)} an epoch, {Time(report.TotalTime)} in all");
        Add(text, "device", FormattableString.Invariant($"{report.Device}, threads: {report.Threads}"));
        Add(text, "saving", report.Saving);
        Add(text, "faults", report.Faults.Count == 0 ? "none in these rows" : "");
        foreach (var fault in report.Faults)
        {
            text.Append("  - ").Append(fault).Append('\n');
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string value) =>
        text.Append((name + ":").PadRight(12)).Append(value).Append('\n');

    private static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => FormattableString.Invariant($"{bytes / 1e3:F1} kB"),
        < 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e6:F1} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e9:F1} GB"),
    };

    private static string Time(TimeSpan? time) => time switch
    {
        null => "unknown",
        { TotalSeconds: < 1 } => FormattableString.Invariant($"{time.Value.TotalMilliseconds:G3} ms"),
        { TotalMinutes: < 2 } => FormattableString.Invariant($"{time.Value.TotalSeconds:F1} s"),
        { TotalHours: < 2 } => FormattableString.Invariant($"{time.Value.TotalMinutes:F1} min"),
        _ => FormattableString.Invariant($"{time.Value.TotalHours:F1} h"),
    };
}
