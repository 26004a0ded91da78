// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>train-images FOLDER: trains a network to tell colors, saves it and prints what it predicts.</summary>
internal static class TrainImagesVerb
{
    public static void Run(string folder)
    {
        var mlContext = new MLContext(seed: 1);
        var examples = ImageExample.Make(folder);
        var options = new NeuralImageClassifierOptions { Builder = new ConvBuilder(4), Optimizer = new Adam(0.02), Epochs = 15 };
        var data = mlContext.Data.LoadFromEnumerable(examples);
        var model = mlContext.Transforms.Conversion.MapValueToKey("Label", "Kind")
            .Append(mlContext.FluxTrainers.NeuralImageClassifier(options))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);
        mlContext.Model.Save(model, data.Schema, Path.Combine(folder, "images.zip"));
        ImageExample.Print(mlContext, model, examples);
    }
}
