// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>load-compositions FOLDER: loads what train-compositions saved, and prints what the models predict.</summary>
/// <remarks>Neither this class nor what it calls names a type of the library.</remarks>
internal static class LoadCompositionsVerb
{
    public static void Run(string folder)
    {
        var mlContext = new MLContext();
        foreach (var path in Directory.GetFiles(folder, "*.zip").Order(StringComparer.Ordinal))
        {
            SaleScores.Print(mlContext, mlContext.Model.Load(path, out _), Path.GetFileNameWithoutExtension(path));
        }
    }
}
