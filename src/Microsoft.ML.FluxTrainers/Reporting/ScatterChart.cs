// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Points over two axes, with a color scale if there is a third number.</summary>
/// <param name="Title">What they show.</param>
/// <param name="XName">What the horizontal axis counts.</param>
/// <param name="YName">What the vertical axis counts.</param>
/// <param name="Points">The points. Those that are no finite numbers are left out.</param>
internal sealed record ScatterChart(string Title, string XName, string YName, IReadOnlyList<ChartPoint> Points) : Chart(Title)
{
    private const int Many = 200;

    /// <summary>The color scale, or null.</summary>
    public ChartScale? Scale { get; init; }

    /// <summary>The value of each point on the scale.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>Whether the horizontal axis is logarithmic.</summary>
    public bool XIsLog { get; init; }

    /// <summary>Whether the vertical axis is logarithmic.</summary>
    public bool YIsLog { get; init; }

    /// <summary>Whether both axes have one range, and a dashed line where they are equal.</summary>
    public bool ShowsEquality { get; init; }

    /// <summary>Whether the vertical axis holds 0, with a dashed line there.</summary>
    public bool ShowsZero { get; init; }

    public override ChartDrawing Draw()
    {
        var drawing = new ChartDrawing();
        var shown = Enumerable.Range(0, Points.Count).Where(i => IsFinite(Points[i])).ToList();
        var (xs, ys) = (shown.Select(i => Points[i].X), shown.Select(i => Points[i].Y));
        var (x, y) = ShowsEquality
            ? (ChartAxis.Of(xs.Concat(ys), XIsLog), ChartAxis.Of(xs.Concat(ys), YIsLog))
            : (ChartAxis.Of(xs, XIsLog), ChartAxis.Of(ShowsZero ? ys.Append(0) : ys, YIsLog));
        var plot = new ChartPlot(drawing, x, y);
        drawing.Title(Title);
        drawing.Subtitle(YName);
        plot.Grid(XName);
        if (Scale is not null)
        {
            drawing.Scale(Scale);
        }

        foreach (var i in shown)
        {
            drawing.Add(new ChartDot(plot.Place(Points[i]), shown.Count > Many ? 2.5 : 4, Ink(i, shown.Count)));
        }

        if (ShowsEquality || ShowsZero)
        {
            plot.Reference(new(x.Low, ShowsZero ? 0 : x.Low), new(x.High, ShowsZero ? 0 : x.High));
        }

        return drawing;
    }

    private ChartInk Ink(int point, int count)
    {
        var opacity = count > Many ? 0.45 : 0.8; // so that many on one spot can be seen
        return Scale is null ? ChartInk.Of(0, opacity) : Scale.Ink(Values[point]);
    }

    private bool IsFinite(ChartPoint point) =>
        ChartAxis.CanShow(point.X, XIsLog) && ChartAxis.CanShow(point.Y, YIsLog);
}
