// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Net;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Draws a chart as SVG: shapes and text, no script, nothing fetched. Colors are those of the page, or of <see cref="Style"/>.</summary>
internal static class ChartSvg
{
    /// <summary>The colors of a chart that stands alone, light and dark.</summary>
    public const string Style =
        """
        :root { --paper: #ffffff; --ink: #1d2430; --faint: #5b6676; --line: #dfe4ea; --c0: #2f6fd0; --c1: #d2601a; --c2: #1f8f63; --c3: #8a54c0;
          --h0: #b9c7da; --h1: #93b1dd; --h2: #6e9ad8; --h3: #4a81cf; --h4: #2f68b8; --h5: #1f4f96; --h6: #12376f; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14181f; --ink: #e8ecf2; --faint: #9aa6b5; --line: #2b323d; --c0: #7fb0ff; --c1: #ff9d5c; --c2: #5fd3a3; --c3: #c79bf5;
          --h0: #3a475a; --h1: #45618d; --h2: #527cb8; --h3: #6a9ade; --h4: #8fb9f5; --h5: #b9d5fb; --h6: #e3effe; } }
        """;

    /// <summary>How a chart's parts are drawn with those colors.</summary>
    public const string Classes =
        """
        .paper { fill: var(--paper); }
        .grid { stroke: var(--line); stroke-width: 1; fill: none; }
        .reference { stroke: var(--faint); stroke-width: 1; stroke-dasharray: 4 4; fill: none; }
        .curve { stroke-width: 2; fill: none; stroke-linejoin: round; stroke-linecap: round; }
        .label { fill: var(--faint); font: 12px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        .halo { stroke: var(--paper); stroke-width: 4; stroke-linejoin: round; paint-order: stroke; }
        .on { fill: var(--ink); font: 12px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        .title { fill: var(--ink); font: 600 15px system-ui, sans-serif; }
        .s0 { stroke: var(--c0); } .s1 { stroke: var(--c1); } .s2 { stroke: var(--c2); } .s3 { stroke: var(--c3); }
        .f0 { fill: var(--c0); } .f1 { fill: var(--c1); } .f2 { fill: var(--c2); } .f3 { fill: var(--c3); }
        .sh0 { stroke: var(--h0); } .sh1 { stroke: var(--h1); } .sh2 { stroke: var(--h2); } .sh3 { stroke: var(--h3); } .sh4 { stroke: var(--h4); } .sh5 { stroke: var(--h5); } .sh6 { stroke: var(--h6); }
        .fh0 { fill: var(--h0); } .fh1 { fill: var(--h1); } .fh2 { fill: var(--h2); } .fh3 { fill: var(--h3); } .fh4 { fill: var(--h4); } .fh5 { fill: var(--h5); } .fh6 { fill: var(--h6); }
        """;

    /// <summary>A file of its own.</summary>
    public static string Alone(Chart chart)
    {
        var drawing = chart.Draw();
        var before = FormattableString.Invariant(
            $"<style>\n{Style}\n{Classes}\n</style>\n<rect class=\"paper\" width=\"{ChartDrawing.Width}\" height=\"{drawing.Height}\"/>\n");
        return Of(chart.Title, drawing, 0, before);
    }

    /// <summary>An element for a page that has <see cref="Style"/> and <see cref="Classes"/>. It has no margin to the left, so that its title begins where the page's text does.</summary>
    public static string Of(Chart chart) => Of(chart.Title, chart.Draw(), ChartDrawing.Left, "");

    private static string Of(string title, ChartDrawing drawing, double left, string before)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{left} 0 {ChartDrawing.Width - left} {drawing.Height}\" role=\"img\" ");
        svg.Append(CultureInfo.InvariantCulture, $"aria-label=\"{Xml(title)}\">\n").Append(before);
        foreach (var shape in drawing.Shapes)
        {
            svg.Append(Element(shape)).Append('\n');
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Element(ChartShape shape) => shape switch
    {
        ChartStroke stroke => $"<polyline class=\"{Line(stroke.Ink)}\" points=\"{Points(stroke.Points)}\"{Opacity("stroke", stroke.Ink)}/>",
        ChartDot dot => FormattableString.Invariant(
            $"<circle class=\"{Fill(dot.Ink)}\" cx=\"{dot.Center.X:F1}\" cy=\"{dot.Center.Y:F1}\" r=\"{dot.Radius:F1}\"{Opacity("fill", dot.Ink)}/>"),
        ChartBoxes boxes => $"<path class=\"{Fill(boxes.Ink)}\" d=\"{Boxes(boxes.Boxes)}\"{Opacity("fill", boxes.Ink)}/>",
        ChartText text => FormattableString.Invariant(
            $"<text class=\"{(text.IsTitle ? "title" : text.IsOnBox ? "on" : text.HasHalo ? "label halo" : "label")}\" {Place(text)} text-anchor=\"{Anchor(text.Anchor)}\">{Xml(text.Text)}</text>"),
        _ => throw new NotSupportedException(shape.GetType().Name),
    };

    /// <summary>A text in XML, which has no way to write most control characters: each becomes a question mark in a box.</summary>
    private static string Xml(string text) => WebUtility.HtmlEncode(string.Concat(text.EnumerateRunes().Select(rune => IsXml(rune) ? rune : Rune.ReplacementChar)));

    private static bool IsXml(Rune rune) => rune.Value is '\t' or '\n' or '\r' or (>= ' ' and not ('\uFFFE' or '\uFFFF'));

    private static string Line(ChartInk ink) => ink switch
    {
        { IsReference: true } => "reference",
        { Color: { } color } => FormattableString.Invariant($"curve s{color}"),
        { Step: { } step } => FormattableString.Invariant($"curve sh{step}"),
        _ => "grid",
    };

    private static string Fill(ChartInk ink) =>
        ink.Color is { } color ? FormattableString.Invariant($"f{color}") : FormattableString.Invariant($"fh{ink.Step}");

    private static string Opacity(string what, ChartInk ink) =>
        ink.Opacity < 1 ? FormattableString.Invariant($" {what}-opacity=\"{ink.Opacity:0.##}\"") : "";

    private static string Place(ChartText text) => text.IsUpright
        ? FormattableString.Invariant($"transform=\"translate({text.At.X:F1} {text.At.Y:F1}) rotate(-90)\"")
        : FormattableString.Invariant($"x=\"{text.At.X:F1}\" y=\"{text.At.Y:F1}\"");

    private static string Boxes(IReadOnlyList<ChartBox> boxes) => string.Concat(boxes.Select(box =>
        FormattableString.Invariant($"M{box.X:0.##} {box.Y:0.##}h{box.Width:0.##}v{box.Height:0.##}h{-box.Width:0.##}z")));

    private static string Points(IReadOnlyList<ChartPoint> points) =>
        string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.X:F1},{point.Y:F1}")));

    private static string Anchor(ChartAnchor anchor) => anchor switch
    {
        ChartAnchor.Start => "start",
        ChartAnchor.Middle => "middle",
        _ => "end",
    };
}
