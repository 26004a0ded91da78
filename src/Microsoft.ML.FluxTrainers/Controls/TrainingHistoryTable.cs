// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Prints the last epochs of a history as a table for people.</summary>
internal static class TrainingHistoryTable
{
    private const int Epochs = 10;

    public static string Print(TrainingHistory history)
    {
        var first = history.Epochs - Epochs + 1;
        var rows = history.Events.Where(one => one.Epoch >= first).GroupBy(one => one.Epoch).Select(epoch => epoch.ToList());
        List<string[]> table = [Header(history), .. rows.Select(events => Row(history, events))];
        var widths = Enumerable.Range(0, table[0].Length).Select(column => table.Max(row => row[column].Length)).ToList();

        var text = new StringBuilder();
        foreach (var row in table)
        {
            text.AppendJoin("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))).Append('\n');
        }

        return text.Append(Summary(history)).ToString();
    }

    private static string[] Header(TrainingHistory history) =>
        ["epoch", "training loss", "validation loss", .. history.MetricNames, "seconds"];

    private static string[] Row(TrainingHistory history, List<TrainingEvent> events)
    {
        return
        [
            events[0].Epoch.ToString(CultureInfo.InvariantCulture),
            Cell(TrainingEventKind.TrainingLoss, null),
            Cell(TrainingEventKind.ValidationLoss, null),
            .. history.MetricNames.Select(name => Cell(TrainingEventKind.Metric, name)),
            Seconds(events[^1].Elapsed),
        ];

        string Cell(TrainingEventKind kind, string? name) =>
            events.Find(one => one.Kind == kind && one.Text == name)?.Value.ToString("G5", CultureInfo.InvariantCulture) ?? "-";
    }

    private static string Summary(TrainingHistory history)
    {
        var stop = history.StopReason is { } reason ? $", stopped by {reason}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{history.Epochs} epochs in {Seconds(history.Elapsed)} s on {history.Device} "
            + $"({history.Runner}, threads: {history.Threads}, seed: {history.Seed}){stop}");
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture);
}
