// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Parallel coordinates: each line passes through its values on several upright axes.</summary>
/// <param name="Title">What the lines are.</param>
/// <param name="Axes">The axes from the left, each with the same number of values.</param>
/// <param name="Scale">The color scale.</param>
/// <param name="Values">The value of each line on the scale.</param>
/// <remarks>Strong lines lie above faint ones.</remarks>
internal sealed record ParallelChart(string Title, IReadOnlyList<ParallelAxis> Axes, ChartScale Scale, IReadOnlyList<double> Values) : Chart(Title)
{
    private const double Left = ChartDrawing.Left;
    private const double Top = 84;
    private const double LabelGap = 6;
    private const double NameGap = 14;
    private const int Many = 60;

    public override ChartDrawing Draw()
    {
        var drawing = new ChartDrawing(ChartDrawing.UsualHeight + 20);
        var bottom = drawing.Height - 20;
        var places = Axes.Select(axis => axis.Places()).ToList();
        drawing.Title(Title);
        drawing.Scale(Scale);
        foreach (var line in Enumerable.Range(0, Values.Count).OrderBy(line => Scale.Ink(Values[line]).Step))
        {
            var points = Enumerable.Range(0, Axes.Count).Select(i => new ChartPoint(X(i), bottom - (places[i][line] * (bottom - Top))));
            drawing.Curve(points, Scale.Ink(Values[line], Values.Count > Many ? 0.6 : 0.9));
        }

        for (var i = 0; i < Axes.Count; i++)
        {
            Axis(drawing, i, bottom);
        }

        return drawing;
    }

    private double Room => (ChartDrawing.Right - Left) / Math.Max(1, Axes.Count);

    private double X(int axis) => Left + (axis * Room);

    private void Axis(ChartDrawing drawing, int axis, double bottom)
    {
        drawing.Add(new ChartStroke([new(X(axis), Top), new(X(axis), bottom)]));
        drawing.Add(new ChartText(new(X(axis), Top - NameGap), ChartText.Fitted(ShortName(Axes[axis].Name), Room - LabelGap), ChartAnchor.Start));
        foreach (var (place, text) in Axes[axis].Labels())
        {
            drawing.Add(new ChartText(new(X(axis) + LabelGap, bottom - (place * (bottom - Top)) + 4), ChartText.Fitted(text, Room - LabelGap), ChartAnchor.Start) { HasHalo = true });
        }
    }

    /// <summary>Of a path that has no room, its end, which says most: "LearningRate" of "Optimizer.LearningRate".</summary>
    private string ShortName(string name) => ChartText.WidthOf(name) <= Room - LabelGap ? name : name[(name.LastIndexOf('.') + 1)..];
}
