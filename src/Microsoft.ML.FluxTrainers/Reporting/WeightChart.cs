// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the numbers of a tensor are spread, epoch after epoch: the more of them in a range, the stronger its color.</summary>
/// <param name="Title">The tensor's name.</param>
/// <param name="Samples">Its histograms, the oldest first; at least one.</param>
internal sealed record WeightChart(string Title, IReadOnlyList<WeightHistogram> Samples) : Chart(Title)
{
    private const double Tall = 240;
    private const double Thin = 2;
    private const int Shades = 16;

    public override ChartDrawing Draw()
    {
        var drawing = new ChartDrawing(Tall);
        var x = ChartAxis.Of(Samples.Select(one => (double)one.Epoch));
        var plot = new ChartPlot(drawing, x, ChartAxis.Of(Samples.SelectMany(one => new[] { one.Low, one.High })));
        drawing.Title(Title);
        plot.Grid("epoch");
        var boxes = Enumerable.Range(0, Samples.Count).SelectMany(i => Column(plot, x, i));
        foreach (var shade in boxes.GroupBy(box => box.Shade).OrderBy(group => group.Key))
        {
            drawing.Add(new ChartBoxes([.. shade.Select(box => box.Box)], ChartInk.Of(0, (double)shade.Key / Shades)));
        }

        return drawing;
    }

    /// <summary>The ranges of one epoch, which reaches half way to its neighbors.</summary>
    private IEnumerable<(int Shade, ChartBox Box)> Column(ChartPlot plot, ChartAxis x, int i)
    {
        var sample = Samples[i];
        var from = i == 0 ? (Samples.Count == 1 ? x.Low : sample.Epoch) : (Samples[i - 1].Epoch + sample.Epoch) / 2.0;
        var to = i == Samples.Count - 1 ? (Samples.Count == 1 ? x.High : sample.Epoch) : (sample.Epoch + Samples[i + 1].Epoch) / 2.0;
        var width = (sample.High - sample.Low) / sample.Counts.Count;
        var most = sample.Counts.Max();
        for (var bin = 0; bin < sample.Counts.Count; bin++)
        {
            if (sample.Counts[bin] > 0)
            {
                var below = plot.Place(new(from, sample.Low + (bin * width)));
                var above = plot.Place(new(to, sample.Low + ((bin + 1) * width)));
                var shade = (int)Math.Ceiling(Shades * Math.Sqrt((double)sample.Counts[bin] / most)); // the root, so that tails can be seen
                yield return (shade, new ChartBox(below.X, Math.Min(above.Y, below.Y - Thin), above.X - below.X, Math.Max(below.Y - above.Y, Thin)));
            }
        }
    }
}
