// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A chart as shapes: what SVG and PNG have in common.</summary>
internal sealed class ChartDrawing
{
    public const int Width = 720;
    public const int Height = 340;

    /// <summary>How many curves have a color of their own; more use them again.</summary>
    public const int Colors = 4;

    private const double Left = 64;
    private const double Right = 700;
    private const double Top = 56;
    private const double Bottom = 292;
    private const double LabelGap = 8;
    private const double LegendDot = 5;
    private const double LegendWidthPerLetter = 7.2;
    private readonly List<ChartShape> _shapes = [];
    private readonly ChartAxis _x;
    private readonly ChartAxis _y;

    private ChartDrawing(LineChart chart)
    {
        var points = chart.Series.SelectMany(series => series.Points).Where(IsFinite).ToList();
        (_x, _y) = (ChartAxis.Of(points.Select(point => point.X)), ChartAxis.Of(points.Select(point => point.Y)));
        _shapes.Add(new ChartText(new(Left, 24), chart.Title, ChartAnchor.Start, IsTitle: true));
        Grid(chart.XName);
        Legend(chart.Series);
        for (var i = 0; i < chart.Series.Count; i++)
        {
            Curve(chart.Series[i], i);
        }
    }

    public static IReadOnlyList<ChartShape> Of(LineChart chart) => new ChartDrawing(chart)._shapes;

    private void Grid(string xName)
    {
        foreach (var tick in _y.Ticks)
        {
            var y = Place(new(_x.Low, tick)).Y;
            _shapes.Add(new ChartStroke([new(Left, y), new(Right, y)], null));
            _shapes.Add(new ChartText(new(Left - LabelGap, y + 4), _y.Text(tick), ChartAnchor.End));
        }

        foreach (var tick in _x.Ticks)
        {
            _shapes.Add(new ChartText(new(Place(new(tick, _y.Low)).X, Bottom + 18), _x.Text(tick), ChartAnchor.Middle));
        }

        _shapes.Add(new ChartText(new((Left + Right) / 2, Height - 10), xName, ChartAnchor.Middle));
    }

    private void Legend(IReadOnlyList<ChartSeries> all)
    {
        var x = Left + LegendDot;
        for (var i = 0; i < all.Count; i++)
        {
            _shapes.Add(new ChartDot(new(x, 40), LegendDot, i));
            _shapes.Add(new ChartText(new(x + LabelGap + 2, 44), all[i].Name, ChartAnchor.Start));
            x += (all[i].Name.Length * LegendWidthPerLetter) + 36;
        }
    }

    /// <summary>A curve with gaps where it has no finite number; a point between two gaps becomes a dot.</summary>
    private void Curve(ChartSeries series, int index)
    {
        var run = new List<ChartPoint>();
        foreach (var point in series.Points.Append(new ChartPoint(double.NaN, double.NaN)))
        {
            if (IsFinite(point))
            {
                run.Add(Place(point));
                continue;
            }

            if (run.Count > 0)
            {
                _shapes.Add(run.Count > 1 ? new ChartStroke(run, index) : new ChartDot(run[0], 2, index));
                run = [];
            }
        }

        if (series.Mark is { } mark)
        {
            _shapes.Add(new ChartDot(Place(mark), LegendDot, index));
        }
    }

    private ChartPoint Place(ChartPoint point) =>
        new(Left + (_x.Place(point.X) * (Right - Left)), Bottom - (_y.Place(point.Y) * (Bottom - Top)));

    private static bool IsFinite(ChartPoint point) => double.IsFinite(point.X) && double.IsFinite(point.Y);
}
