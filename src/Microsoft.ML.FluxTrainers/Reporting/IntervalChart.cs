// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Named values, one below the other, each a dot with a line from its low to its high end.</summary>
/// <param name="Title">What they show.</param>
/// <param name="XName">What the horizontal axis counts.</param>
/// <param name="Rows">The values, from above.</param>
internal sealed record IntervalChart(string Title, string XName, IReadOnlyList<ChartInterval> Rows) : Chart(Title)
{
    private const double RowHeight = 26;
    private const double Below = 48;
    private const double WidestName = 220;
    private const double Gap = 12;

    /// <summary>A value to compare with, drawn as a dashed line, or null.</summary>
    public double? Reference { get; init; }

    public override ChartDrawing Draw()
    {
        var bottom = ChartDrawing.Top + (RowHeight * Math.Max(1, Rows.Count));
        var drawing = new ChartDrawing(bottom + Below);
        var left = Gap + Math.Clamp(Rows.Select(row => ChartText.WidthOf(row.Name)).DefaultIfEmpty(0).Max(), 40, WidestName);
        var right = ChartDrawing.Right - 64; // room for the values
        var axis = ChartAxis.Of(Rows.SelectMany(row => new[] { row.Value, row.Low, row.High }).Append(Reference ?? double.NaN));
        double Place(double value) => left + (axis.Place(value) * (right - left));

        drawing.Title(Title);
        foreach (var tick in axis.Ticks)
        {
            drawing.Add(new ChartStroke([new(Place(tick), ChartDrawing.Top), new(Place(tick), bottom)]));
            drawing.Add(new ChartText(new(Place(tick), bottom + 18), axis.Text(tick), ChartAnchor.Middle));
        }

        drawing.XName(XName, left);
        if (Reference is { } reference && ChartAxis.CanShow(reference))
        {
            drawing.Add(new ChartStroke([new(Place(reference), ChartDrawing.Top), new(Place(reference), bottom)], ChartInk.Reference));
        }

        for (var i = 0; i < Rows.Count; i++)
        {
            Row(drawing, Rows[i], ChartDrawing.Top + ((i + 0.5) * RowHeight), left, Place);
        }

        return drawing;
    }

    private static void Row(ChartDrawing drawing, ChartInterval row, double y, double left, Func<double, double> place)
    {
        drawing.Add(new ChartText(new(left - Gap, y + 4), ChartText.Fitted(row.Name, WidestName), ChartAnchor.End));
        if (ChartAxis.CanShow(row.Low) && ChartAxis.CanShow(row.High) && row.High > row.Low)
        {
            drawing.Add(new ChartStroke([new(place(row.Low), y), new(place(row.High), y)], ChartInk.Of(row.Series)));
        }

        if (ChartAxis.CanShow(row.Value))
        {
            drawing.Add(new ChartDot(new(place(row.Value), y), 5, ChartInk.Of(row.Series)));
        }

        drawing.Add(new ChartText(new(ChartDrawing.Right, y + 4), ChartDrawing.Number(row.Value), ChartAnchor.End));
    }
}
