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
    private static readonly uint[] _scale = [0xFFB9C7DA, 0xFF93B1DD, 0xFF6E9AD8, 0xFF4A81CF, 0xFF2F68B8, 0xFF1F4F96, 0xFF12376F];
    private static readonly float[] _dashes = [4, 4];

    /// <summary>Writes the picture.</summary>
    /// <exception cref="InvalidOperationException">SkiaSharp's native library cannot be loaded; the message names the package to add.</exception>
    public static void Write(Chart chart, Stream stream) => SkiaNative.Run(() =>
    {
        var drawing = chart.Draw();
        using var bitmap = new SKBitmap(ChartDrawing.Width * Scale, drawing.Height * Scale);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        canvas.Scale(Scale);
        foreach (var shape in drawing.Shapes)
        {
            Draw(canvas, shape);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
        return data.Size;
    });

    private static void Draw(SKCanvas canvas, ChartShape shape)
    {
        using var paint = new SKPaint { IsAntialias = true };
        switch (shape)
        {
            case ChartStroke stroke:
                Draw(canvas, paint, stroke);
                break;
            case ChartDot dot:
                paint.Color = Color(dot.Ink);
                canvas.DrawCircle(Point(dot.Center), (float)dot.Radius, paint);
                break;
            case ChartBoxes boxes:
                paint.Color = Color(boxes.Ink);
                foreach (var box in boxes.Boxes)
                {
                    canvas.DrawRect((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height, paint);
                }

                break;
            case ChartText text:
                Draw(canvas, paint, text);
                break;
        }
    }

    private static void Draw(SKCanvas canvas, SKPaint paint, ChartStroke stroke)
    {
        var isCurve = stroke.Ink is { Color: not null } or { Step: not null };
        paint.Style = SKPaintStyle.Stroke;
        paint.Color = Color(stroke.Ink);
        paint.StrokeWidth = isCurve ? 2 : 1;
        paint.StrokeJoin = SKStrokeJoin.Round;
        using var dashes = stroke.Ink.IsReference ? SKPathEffect.CreateDash(_dashes, 0) : null;
        paint.PathEffect = dashes;
        using var path = new SKPath();
        path.AddPoly([.. stroke.Points.Select(Point)], close: false);
        canvas.DrawPath(path, paint);
    }

    private static void Draw(SKCanvas canvas, SKPaint paint, ChartText text)
    {
        paint.Color = new SKColor(text.IsTitle || text.IsOnBox ? Ink : Faint);
        paint.TextSize = text.IsTitle ? 15 : 12;
        paint.TextAlign = text.Anchor switch { ChartAnchor.Start => SKTextAlign.Left, ChartAnchor.Middle => SKTextAlign.Center, _ => SKTextAlign.Right };
        canvas.Save();
        canvas.Translate(Point(text.At));
        canvas.RotateDegrees(text.IsUpright ? -90 : 0);
        if (text.HasHalo)
        {
            using var halo = paint.Clone();
            (halo.Style, halo.Color, halo.StrokeWidth) = (SKPaintStyle.Stroke, SKColors.White, 4);
            canvas.DrawText(text.Text, 0, 0, halo);
        }

        paint.FakeBoldText = text.IsTitle;
        canvas.DrawText(text.Text, 0, 0, paint);
        canvas.Restore();
    }

    private static SKColor Color(ChartInk ink) => new SKColor(ink switch
    {
        { IsReference: true } => Faint,
        { Color: { } color } => _colors[color],
        { Step: { } step } => _scale[step],
        _ => Line,
    }).WithAlpha((byte)Math.Round(255 * ink.Opacity));

    private static SKPoint Point(ChartPoint point) => new((float)point.X, (float)point.Y);
}
