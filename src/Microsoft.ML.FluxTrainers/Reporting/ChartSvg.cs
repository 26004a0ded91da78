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
        :root { --paper: #ffffff; --ink: #1d2430; --faint: #5b6676; --line: #dfe4ea; --c0: #2f6fd0; --c1: #d2601a; --c2: #1f8f63; --c3: #8a54c0; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14181f; --ink: #e8ecf2; --faint: #9aa6b5; --line: #2b323d; --c0: #7fb0ff; --c1: #ff9d5c; --c2: #5fd3a3; --c3: #c79bf5; } }
        """;

    /// <summary>How a chart's parts are drawn with those colors.</summary>
    public const string Classes =
        """
        .paper { fill: var(--paper); }
        .grid { stroke: var(--line); stroke-width: 1; fill: none; }
        .curve { stroke-width: 2; fill: none; stroke-linejoin: round; stroke-linecap: round; }
        .label { fill: var(--faint); font: 12px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        .title { fill: var(--ink); font: 600 15px system-ui, sans-serif; }
        .s0 { stroke: var(--c0); } .s1 { stroke: var(--c1); } .s2 { stroke: var(--c2); } .s3 { stroke: var(--c3); }
        .f0 { fill: var(--c0); } .f1 { fill: var(--c1); } .f2 { fill: var(--c2); } .f3 { fill: var(--c3); }
        """;

    /// <summary>A file of its own.</summary>
    public static string Alone(LineChart chart) => Of(
        chart,
        FormattableString.Invariant(
            $"<style>\n{Style}\n{Classes}\n</style>\n<rect class=\"paper\" width=\"{ChartDrawing.Width}\" height=\"{ChartDrawing.Height}\"/>\n"));

    /// <summary>An element for a page that has <see cref="Style"/> and <see cref="Classes"/>.</summary>
    public static string Of(LineChart chart, string before = "")
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {ChartDrawing.Width} {ChartDrawing.Height}\" role=\"img\" ");
        svg.Append(CultureInfo.InvariantCulture, $"aria-label=\"{WebUtility.HtmlEncode(chart.Title)}\">\n").Append(before);
        foreach (var shape in ChartDrawing.Of(chart))
        {
            svg.Append(Element(shape)).Append('\n');
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Element(ChartShape shape) => shape switch
    {
        ChartStroke { Series: { } series } stroke => $"<polyline class=\"curve s{series % ChartDrawing.Colors}\" points=\"{Points(stroke.Points)}\"/>",
        ChartStroke stroke => $"<polyline class=\"grid\" points=\"{Points(stroke.Points)}\"/>",
        ChartDot dot => FormattableString.Invariant(
            $"<circle class=\"f{dot.Series % ChartDrawing.Colors}\" cx=\"{dot.Center.X:F1}\" cy=\"{dot.Center.Y:F1}\" r=\"{dot.Radius:F1}\"/>"),
        ChartText text => FormattableString.Invariant(
            $"<text class=\"{(text.IsTitle ? "title" : "label")}\" x=\"{text.At.X:F1}\" y=\"{text.At.Y:F1}\" text-anchor=\"{Anchor(text.Anchor)}\">{WebUtility.HtmlEncode(text.Text)}</text>"),
        _ => throw new NotSupportedException(shape.GetType().Name),
    };

    private static string Points(IReadOnlyList<ChartPoint> points) =>
        string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.X:F1},{point.Y:F1}")));

    private static string Anchor(ChartAnchor anchor) => anchor switch
    {
        ChartAnchor.Start => "start",
        ChartAnchor.Middle => "middle",
        _ => "end",
    };
}
