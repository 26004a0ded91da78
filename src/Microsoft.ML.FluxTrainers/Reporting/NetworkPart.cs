// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the network looks like inside, epoch after epoch.</summary>
internal static class NetworkPart
{
    private const int MostTensors = 24;

    public static ReportPart Of(TrainingHistory history)
    {
        var tensors = history.Weights.GroupBy(one => one.Name).Select(tensor => tensor.ToList()).ToList();
        var shown = tensors.Take(MostTensors).ToList();
        var notShown = tensors.Count > shown.Count ? FormattableString.Invariant($" Of {tensors.Count} tensors, the first {shown.Count} are shown.") : "";
        return new(
            "Inside of the network",
            "How the weights are spread after each epoch, the more of them the stronger the color; how far updates move them (about a thousandth of their norm is usual); and units that are "
                + $"always 0.{notShown}{AllAlive(history)}",
            [.. Updates(tensors), .. Dead(history), .. shown.Select(samples => new WeightChart(samples[0].Name, samples))],
            [.. DeadTable(history), WeightTable(shown.SelectMany(samples => samples))]);
    }

    private static string AllAlive(TrainingHistory history) => history.DeadUnits is [.., var last] && history.DeadUnits.All(one => one.Dead == 0)
        ? FormattableString.Invariant($" All units of the ReLU layers were other than 0 on some of {last.Rows} rows.")
        : "";

    private static IEnumerable<Chart> Updates(List<List<WeightHistogram>> tensors)
    {
        var measured = tensors
            .Where(samples => samples.Any(one => one.UpdateRatio > 0))
            .OrderByDescending(samples => samples.Max(one => one.UpdateRatio))
            .Take(ChartInk.Colors)
            .Select(samples => new ChartSeries(samples[0].Name, [.. samples.Select(one => new ChartPoint(one.Epoch, one.UpdateRatio ?? double.NaN))]))
            .ToList();
        if (measured.Count > 0)
        {
            yield return new LineChart("Update over weights", "epoch", measured) { YIsLog = true, Reference = NetworkWarnings.UsualRatio };
        }
    }

    private static IEnumerable<Chart> Dead(TrainingHistory history)
    {
        var layers = history.DeadUnits
            .GroupBy(one => (one.Layer, one.Units))
            .Where(layer => layer.Any(one => one.Dead > 0))
            .OrderByDescending(layer => layer.Max(one => (double)one.Dead / one.Units))
            .Take(ChartInk.Colors)
            .Select(layer => new ChartSeries(
                FormattableString.Invariant($"{layer.Key.Layer} (of {layer.Key.Units})"), [.. layer.Select(one => new ChartPoint(one.Epoch, one.Dead))]))
            .ToList();
        if (layers.Count > 0)
        {
            yield return new LineChart("Units that are always 0", "epoch", layers);
        }
    }

    private static IEnumerable<ReportTable> DeadTable(TrainingHistory history)
    {
        if (history.DeadUnits.Count > 0)
        {
            yield return new ReportTable(
                "Units that are always 0",
                ["layer", "epoch", "always 0", "units", "rows"],
                history.DeadUnits.Select(one => new[] { one.Layer, Text(one.Epoch), Text(one.Dead), Text(one.Units), Text(one.Rows) }));
        }
    }

    private static ReportTable WeightTable(IEnumerable<WeightHistogram> all) => new(
        "Weights",
        ["tensor", "epoch", "update over weights", "gradient's norm", "lowest", "highest", .. Enumerable.Range(1, WeightHistogram.MostBins).Select(Text)],
        all.Select(one => (IReadOnlyList<string>)
        [
            one.Name, Text(one.Epoch), Number(one.UpdateRatio), Number(one.GradientNorm), Number(one.Low), Number(one.High), .. one.Counts.Select(Text),
        ]));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";
}
