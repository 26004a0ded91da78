// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The part of a drawing where two axes give every point its place.</summary>
/// <param name="drawing">The drawing.</param>
/// <param name="x">The horizontal axis.</param>
/// <param name="y">The vertical axis.</param>
internal sealed class ChartPlot(ChartDrawing drawing, ChartAxis x, ChartAxis y)
{
    private const double UsualLeft = 64; // unless the numbers at the axis need more room
    private const double BelowBottom = 48; // room for labels and the axis' name
    private const double LabelGap = 8;
    private readonly double _left = Math.Max(UsualLeft, ChartDrawing.Left + ChartText.WidthOfNumber(y.Ticks.Max(tick => y.Text(tick).Length)) + LabelGap);
    private readonly double _bottom = drawing.Height - BelowBottom;

    /// <summary>Lines and labels.</summary>
    public void Grid(string xName)
    {
        foreach (var tick in y.Ticks)
        {
            var height = Place(new(x.Low, tick)).Y;
            drawing.Add(new ChartStroke([new(_left, height), new(ChartDrawing.Right, height)]));
            drawing.Add(new ChartText(new(_left - LabelGap, height + 4), y.Text(tick), ChartAnchor.End));
        }

        foreach (var tick in x.Ticks)
        {
            drawing.Add(new ChartText(new(Place(new(tick, y.Low)).X, _bottom + 18), x.Text(tick), ChartAnchor.Middle));
        }

        drawing.XName(xName, _left);
    }

    /// <summary>A dashed line between two points of the data.</summary>
    public void Reference(ChartPoint from, ChartPoint to) => drawing.Add(new ChartStroke([Place(from), Place(to)], ChartInk.Reference));

    /// <summary>A point of the data as one of the drawing.</summary>
    public ChartPoint Place(ChartPoint point) => new(
        _left + (x.Place(point.X) * (ChartDrawing.Right - _left)),
        _bottom - (y.Place(point.Y) * (_bottom - ChartDrawing.Top)));
}
