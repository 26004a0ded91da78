// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using SkiaSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Draws a chart as PNG, twice as large as its SVG, on white.</summary>
internal static class ChartPng
{
    private const int Scale = 2;

    // Numbers, not colors: a field of SkiaSharp's own type would load it together with this library.
    private const uint Ink = 0xFF1D2430;
    private const uint Faint = 0xFF5B6676;
    private const uint Line = 0xFFDFE4EA;
    private static readonly uint[] _colors = [0xFF2F6FD0, 0xFFD2601A, 0xFF1F8F63, 0xFF8A54C0];

    public static void Write(LineChart chart, Stream stream)
    {
        using var bitmap = new SKBitmap(ChartDrawing.Width * Scale, ChartDrawing.Height * Scale);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        canvas.Scale(Scale);
        foreach (var shape in ChartDrawing.Of(chart))
        {
            Draw(canvas, shape);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    private static void Draw(SKCanvas canvas, ChartShape shape)
    {
        using var paint = new SKPaint { IsAntialias = true };
        switch (shape)
        {
            case ChartStroke stroke:
                paint.Style = SKPaintStyle.Stroke;
                paint.Color = stroke.Series is { } series ? Color(series) : new SKColor(Line);
                paint.StrokeWidth = stroke.Series is null ? 1 : 2;
                paint.StrokeJoin = SKStrokeJoin.Round;
                using (var path = new SKPath())
                {
                    path.AddPoly([.. stroke.Points.Select(Point)], close: false);
                    canvas.DrawPath(path, paint);
                }

                break;
            case ChartDot dot:
                paint.Color = Color(dot.Series);
                canvas.DrawCircle(Point(dot.Center), (float)dot.Radius, paint);
                break;
            case ChartText text:
                paint.Color = new SKColor(text.IsTitle ? Ink : Faint);
                paint.TextSize = text.IsTitle ? 15 : 12;
                paint.TextAlign = text.Anchor switch { ChartAnchor.Start => SKTextAlign.Left, ChartAnchor.Middle => SKTextAlign.Center, _ => SKTextAlign.Right };
                canvas.DrawText(text.Text, Point(text.At), paint);
                break;
        }
    }

    private static SKColor Color(int series) => new(_colors[series % _colors.Length]);

    private static SKPoint Point(ChartPoint point) => new((float)point.X, (float)point.Y);
}
