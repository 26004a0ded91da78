// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using SkiaSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Draws a chart as PNG, twice as large as its SVG, on white.</summary>
internal static class ChartPng
{
    private const int Scale = 2;
    private static readonly SKColor[] _colors = [new(0x2F, 0x6F, 0xD0), new(0xD2, 0x60, 0x1A), new(0x1F, 0x8F, 0x63), new(0x8A, 0x54, 0xC0)];
    private static readonly SKColor _ink = new(0x1D, 0x24, 0x30);
    private static readonly SKColor _faint = new(0x5B, 0x66, 0x76);
    private static readonly SKColor _line = new(0xDF, 0xE4, 0xEA);

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
                paint.Color = stroke.Series is { } series ? Color(series) : _line;
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
                paint.Color = text.IsTitle ? _ink : _faint;
                paint.TextSize = text.IsTitle ? 15 : 12;
                paint.TextAlign = text.Anchor switch { ChartAnchor.Start => SKTextAlign.Left, ChartAnchor.Middle => SKTextAlign.Center, _ => SKTextAlign.Right };
                canvas.DrawText(text.Text, Point(text.At), paint);
                break;
        }
    }

    private static SKColor Color(int series) => _colors[series % _colors.Length];

    private static SKPoint Point(ChartPoint point) => new((float)point.X, (float)point.Y);
}
