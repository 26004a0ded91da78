// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>load-images FOLDER: loads what train-images saved, and prints what the model predicts.</summary>
/// <remarks>Neither this class nor what it calls names a type of the library.</remarks>
internal static class LoadImagesVerb
{
    public static void Run(string folder)
    {
        var mlContext = new MLContext();
        var model = mlContext.Model.Load(Path.Combine(folder, "images.zip"), out _);
        ImageExample.Print(mlContext, model, ImageExample.Make(folder));
    }
}
