// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A chart as shapes: what SVG and PNG have in common.</summary>
/// <param name="height">Its height.</param>
internal sealed class ChartDrawing(double height = ChartDrawing.UsualHeight)
{
    public const int Width = 720;
    public const double UsualHeight = 340;

    /// <summary>Where plots begin under a title and a legend.</summary>
    public const double Top = 56;

    /// <summary>Where plots end to the right.</summary>
    public const double Right = 700;

    /// <summary>Where titles begin.</summary>
    public const double Left = 12;

    private const double LegendLine = 44;
    private const double LegendDot = 5;
    private const double LegendGap = 36;
    private const double ScaleStep = 16;
    private const double Gap = 8;
    private readonly List<ChartShape> _shapes = [];

    /// <summary>The height, a whole number.</summary>
    public int Height { get; } = (int)Math.Ceiling(height);

    public IReadOnlyList<ChartShape> Shapes => _shapes;

    public void Add(ChartShape shape)
    {
        if (shape is not ChartText { Text: "" })
        {
            _shapes.Add(shape);
        }
    }

    /// <summary>A curve with gaps where a point has a coordinate that is no finite number; a point between two gaps becomes a dot.</summary>
    public void Curve(IEnumerable<ChartPoint> points, ChartInk ink)
    {
        var run = new List<ChartPoint>();
        foreach (var point in points.Append(ChartPoint.None))
        {
            if (double.IsFinite(point.X) && double.IsFinite(point.Y))
            {
                run.Add(point);
                continue;
            }

            if (run.Count > 0)
            {
                Add(run.Count > 1 ? new ChartStroke(run, ink) : new ChartDot(run[0], 2, ink));
                run = [];
            }
        }
    }

    /// <summary>A title above all.</summary>
    public void Title(string title) => Add(new ChartText(new(Left, 24), title, ChartAnchor.Start) { IsTitle = true });

    /// <summary>A line of small text under the title: what the vertical axis counts.</summary>
    public void Subtitle(string text) => Add(new ChartText(new(Left, LegendLine), text, ChartAnchor.Start));

    /// <summary>A text in the middle below a plot: what the horizontal axis counts.</summary>
    public void XName(string name, double left) => Add(new ChartText(new((left + Right) / 2, Height - 10), name, ChartAnchor.Middle));

    /// <summary>The names of curves beside their colors, cut where they are too long for one line.</summary>
    public void Legend(IReadOnlyList<string> names)
    {
        var x = Left + LegendDot;
        var isTooLong = names.Sum(name => ChartText.WidthOf(name) + LegendGap) > Right - Left;
        for (var i = 0; i < names.Count; i++)
        {
            var shown = isTooLong ? ChartText.Fitted(names[i], ((Right - Left) / names.Count) - LegendGap) : names[i];
            Add(new ChartDot(new(x, LegendLine - 4), LegendDot, ChartInk.Of(i)));
            Add(new ChartText(new(x + Gap + 2, LegendLine), shown, ChartAnchor.Start));
            x += ChartText.WidthOf(shown) + LegendGap;
        }
    }

    /// <summary>The color scale, at the right above a plot, with the values at its ends.</summary>
    public void Scale(ChartScale scale)
    {
        var high = Number(scale.High);
        var end = Right - ChartText.WidthOf(high) - Gap;
        var start = end - (ChartInk.Steps * ScaleStep);
        Add(new ChartText(new(Right, LegendLine), high, ChartAnchor.End));
        for (var i = 0; i < ChartInk.Steps; i++)
        {
            Add(new ChartBoxes([new(start + (i * ScaleStep), LegendLine - 9, ScaleStep, 10)], ChartInk.OfLevel((i + 0.5) / ChartInk.Steps)));
        }

        Add(new ChartText(new(start - Gap, LegendLine), $"{scale.Name}  {Number(scale.Low)}", ChartAnchor.End));
    }

    /// <summary>A number in a label.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
