// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>A file with an image of one color, which is to be told.</summary>
internal sealed class ImageExample
{
    public string Kind { get; set; } = "";

    public string Image { get; set; } = "";

    /// <summary>Images of three colors in turn, each somewhat brighter than the one before; the files are written.</summary>
    public static List<ImageExample> Make(string folder) => [.. Enumerable.Range(0, 60).Select(i =>
    {
        var path = Path.Combine(folder, $"{i}.png");
        var color = new byte[4];
        color[i % 3] = (byte)(150 + i);
        color[3] = 255;
        using var image = MLImage.CreateFromPixels(6, 6, MLPixelFormat.Rgba32, [.. Enumerable.Repeat(color, 36).SelectMany(pixel => pixel)]);
        image.Save(path);
        return new ImageExample { Kind = (i % 3) switch { 0 => "red", 1 => "green", _ => "blue" }, Image = path };
    })];

    /// <summary>Prints what a model says of the first images, read by a view and by a prediction engine.</summary>
    public static void Print(MLContext mlContext, ITransformer model, List<ImageExample> examples)
    {
        var scored = model.Transform(mlContext.Data.LoadFromEnumerable(examples));
        foreach (var score in scored.GetColumn<float[]>("Score").Take(6))
        {
            Console.Out.WriteLine(string.Join(" ", score.Select(value => FormattableString.Invariant($"{value:F5}"))));
        }

        using var engine = mlContext.Model.CreatePredictionEngine<ImageExample, Prediction<string>>(model);
        Console.Out.WriteLine($"predicted: {string.Join(" ", examples.Take(6).Select(example => engine.Predict(example).PredictedLabel))}");
    }
}
