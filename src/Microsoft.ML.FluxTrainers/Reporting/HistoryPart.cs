// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The losses and metrics of a training.</summary>
internal static class HistoryPart
{
    private const int MostRows = 2000;

    public static ReportPart Of(TrainingHistory history) => new(
        null,
        null,
        [HistoryCharts.Losses(history), .. HistoryCharts.Metrics(history)],
        [Epochs(history)]);

    private static ReportTable Epochs(TrainingHistory history)
    {
        var metrics = history.MetricNames;
        var epochs = history.Events.GroupBy(one => one.Epoch).ToList();
        return new(
            epochs.Count <= MostRows ? "All epochs" : FormattableString.Invariant($"The last {MostRows} of {epochs.Count} epochs"),
            ["epoch", "training loss", "validation loss", .. metrics],
            epochs.TakeLast(MostRows).Select(epoch => (IReadOnlyList<string>)
            [
                epoch.Key.ToString(CultureInfo.InvariantCulture),
                Number(epoch.FirstOrDefault(one => one.Kind == TrainingEventKind.TrainingLoss)),
                Number(epoch.FirstOrDefault(one => one.Kind == TrainingEventKind.ValidationLoss)),
                .. metrics.Select(name => Number(epoch.FirstOrDefault(one => one.Kind == TrainingEventKind.Metric && one.Text == name))),
            ]));
    }

    private static string Number(TrainingEvent? one) => one?.Value.ToString("G6", CultureInfo.InvariantCulture) ?? "";
}
