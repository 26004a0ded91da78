// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Curves over one axis.</summary>
/// <param name="Title">What they show.</param>
/// <param name="XName">What the horizontal axis counts.</param>
/// <param name="Series">The curves.</param>
internal sealed record LineChart(string Title, string XName, IReadOnlyList<ChartSeries> Series) : Chart(Title)
{
    /// <summary>Whether the horizontal axis is logarithmic.</summary>
    public bool XIsLog { get; init; }

    /// <summary>Whether the vertical axis is logarithmic.</summary>
    public bool YIsLog { get; init; }

    /// <summary>A value to compare with, drawn as a dashed line, or null.</summary>
    public double? Reference { get; init; }

    public override ChartDrawing Draw()
    {
        var drawing = new ChartDrawing();
        var points = Series.SelectMany(series => series.Points.Concat(series.Bars.SelectMany(bar => bar))).Where(IsFinite).ToList();
        var x = ChartAxis.Of(points.Select(point => point.X), XIsLog);
        var plot = new ChartPlot(drawing, x, ChartAxis.Of(points.Select(point => point.Y).Append(Reference ?? double.NaN), YIsLog));
        drawing.Title(Title);
        plot.Grid(XName);
        drawing.Legend([.. Series.Select(series => series.Name)]);
        if (Reference is { } reference)
        {
            plot.Reference(new(x.Low, reference), new(x.High, reference));
        }

        for (var i = 0; i < Series.Count; i++)
        {
            Curve(drawing, plot, Series[i], ChartInk.Of(i));
        }

        return drawing;
    }

    private void Curve(ChartDrawing drawing, ChartPlot plot, ChartSeries series, ChartInk ink)
    {
        foreach (var bar in series.Bars.Where(bar => bar.All(IsFinite)))
        {
            drawing.Add(new ChartStroke([.. bar.Select(plot.Place)], ink));
        }

        drawing.Curve(series.Points.Select(point => IsFinite(point) ? plot.Place(point) : ChartPoint.None), ink);
        if (series.Mark is { } mark && IsFinite(mark))
        {
            drawing.Add(new ChartDot(plot.Place(mark), 5, ink));
        }
    }

    private bool IsFinite(ChartPoint point) => ChartAxis.CanShow(point.X, XIsLog) && ChartAxis.CanShow(point.Y, YIsLog);
}
