// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>load FILE: loads a model that the verb save wrote, predicts a row, and tells whether libtorch is in the process.</summary>
internal static class LoadVerb
{
    private const string Maps = "/proc/self/maps";

    public static void Run(string[] arguments)
    {
        var context = new MLContext();
        var model = context.Model.Load(arguments[0], out _);
        using var engine = context.Model.CreatePredictionEngine<FeatureRow, ClassScores>(
            model, new PredictionEngineOptions { InputSchemaDefinition = FeatureRow.Schema(4, 3), OwnsTransformer = true });
        var scores = engine.Predict(new FeatureRow { Features = [6.1f, 2.8f, 4.7f, 1.2f] }).Score;
        var isTorchLoaded = File.Exists(Maps) ? File.ReadLines(Maps).Any(line => line.Contains("torch", StringComparison.OrdinalIgnoreCase) && line.Contains(".so", StringComparison.Ordinal)).ToString() : "unknown";
        Console.Out.WriteLine($"libtorch loaded: {isTorchLoaded}; scores: {string.Join(' ', scores)}");
    }
}
