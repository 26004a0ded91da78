// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The charts of a training.</summary>
internal static class HistoryCharts
{
    private const string Epoch = "epoch";

    /// <summary>Training loss and, where rows were held out, validation loss with its best epoch marked.</summary>
    public static LineChart Losses(TrainingHistory history)
    {
        var training = new ChartSeries("training", Points(history, one => one.Kind == TrainingEventKind.TrainingLoss));
        if (history.ValidationLosses.Count == 0)
        {
            return new LineChart("Loss", Epoch, [training]);
        }

        var validated = Points(history, one => one.Kind == TrainingEventKind.ValidationLoss);
        var best = history.BestEpoch is { } epoch ? validated.First(point => point.X == epoch) : (ChartPoint?)null;
        var name = best is { } mark ? FormattableString.Invariant($"validation ({mark.Y:G4} after the best epoch, {mark.X})") : "validation";
        return new LineChart("Loss", Epoch, [training, new ChartSeries(name, validated) { Mark = best }]);
    }

    /// <summary>One chart a metric.</summary>
    public static IEnumerable<LineChart> Metrics(TrainingHistory history) => history.MetricNames.Select(name => new LineChart(
        Capitalized(name),
        Epoch,
        [new ChartSeries(name, Points(history, one => one.Kind == TrainingEventKind.Metric && one.Text == name))]));

    private static List<ChartPoint> Points(TrainingHistory history, Func<TrainingEvent, bool> isWanted) =>
        [.. history.Events.Where(isWanted).Select(one => new ChartPoint(one.Epoch, one.Value))];

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
