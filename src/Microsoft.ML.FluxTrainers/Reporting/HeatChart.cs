// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A table of numbers as colored cells.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XName">What the columns are.</param>
/// <param name="YName">What the rows are.</param>
/// <param name="Rows">The names of the rows, from above.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Values">The values, row after row. Those that are no finite numbers stay empty.</param>
internal sealed record HeatChart(
    string Title, string XName, string YName, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<double> Values) : Chart(Title)
{
    private const double Gap = 12;
    private const double WidestName = 160;
    private const double WidestCell = 96;
    private const double TallestCell = 32;
    private const double SmallestLetters = 13;
    private const double Below = 30;
    private const int Shades = 20;

    /// <summary>The strongest color where numbers stand on it: they stay legible on light and on dark paper.</summary>
    private const double StrongestUnderText = 0.6;

    /// <summary>The color of each cell, from 0 to 1. Default: the value over the largest.</summary>
    public IReadOnlyList<double>? Levels { get; init; }

    public override ChartDrawing Draw()
    {
        var left = Gap + Math.Clamp(Rows.Select(ChartText.WidthOf).DefaultIfEmpty(0).Max(), 40, WidestName);
        var width = Math.Min(WidestCell, (ChartDrawing.Right - left) / Math.Max(1, Columns.Count));
        var height = Math.Min(TallestCell, Math.Max(width, 8));
        var bottom = ChartDrawing.Top + (height * Rows.Count);
        var widest = Columns.Select(ChartText.WidthOf).DefaultIfEmpty(0).Max();
        var isUpright = widest > width - 4;
        var drawing = new ChartDrawing(bottom + Below + (isUpright ? Math.Min(widest, WidestName) + Gap : 20));
        drawing.Title(Title);
        drawing.Subtitle(YName);
        var showsNumbers = Values.Where(double.IsFinite).All(value => ChartText.WidthOf(ChartDrawing.Number(value)) < width) && height > SmallestLetters;
        Cells(drawing, left, width, height, showsNumbers);
        Names(drawing, left, width, height, isUpright);
        drawing.Add(new ChartText(new(left + (width * Columns.Count / 2), drawing.Height - 10), XName, ChartAnchor.Middle));
        return drawing;
    }

    private void Cells(ChartDrawing drawing, double left, double width, double height, bool showsNumbers)
    {
        var largest = Values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        ChartBox Box(int i) => new(left + (i % Columns.Count * width), ChartDrawing.Top + (i / Columns.Count * height), width - 1, height - 1);
        int Shade(int i) => (int)Math.Ceiling(Shades * Math.Clamp(Levels?[i] ?? Values[i] / largest, 0, 1));
        var cells = Enumerable.Range(0, Values.Count).Where(i => double.IsFinite(Values[i])).ToList();
        foreach (var shade in cells.GroupBy(i => largest > 0 ? Shade(i) : 0).OrderBy(group => group.Key))
        {
            // The faintest shade still tells a cell with nothing in it from the paper.
            var opacity = 0.04 + (0.96 * shade.Key / Shades * (showsNumbers ? StrongestUnderText : 1));
            drawing.Add(new ChartBoxes([.. shade.Select(Box)], ChartInk.Of(0, opacity)));
        }

        foreach (var i in showsNumbers ? cells : [])
        {
            var box = Box(i);
            drawing.Add(new ChartText(new(box.X + (box.Width / 2), box.Y + (box.Height / 2) + 4), ChartDrawing.Number(Values[i]), ChartAnchor.Middle) { IsOnBox = true });
        }
    }

    private void Names(ChartDrawing drawing, double left, double width, double height, bool isUpright)
    {
        var bottom = ChartDrawing.Top + (height * Rows.Count);
        for (var i = 0; i < Rows.Count; i += Every(height))
        {
            drawing.Add(new ChartText(
                new(left - Gap + 4, ChartDrawing.Top + ((i + 0.5) * height) + 4), ChartText.Fitted(Rows[i], WidestName), ChartAnchor.End));
        }

        for (var i = 0; i < Columns.Count; i += isUpright ? Every(width) : 1)
        {
            var x = left + ((i + 0.5) * width);
            drawing.Add(isUpright
                ? new ChartText(new(x + 4, bottom + 8), ChartText.Fitted(Columns[i], WidestName), ChartAnchor.End) { IsUpright = true }
                : new ChartText(new(x, bottom + 18), Columns[i], ChartAnchor.Middle));
        }
    }

    /// <summary>How many cells a name needs for itself.</summary>
    private static int Every(double size) => Math.Max(1, (int)Math.Ceiling(SmallestLetters / size));
}
