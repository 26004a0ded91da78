// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>train-models FOLDER: trains and saves a model alone and one in a chain for each type of label, and prints what they
/// predict.</summary>
internal static class TrainModelsVerb
{
    public static void Run(string folder)
    {
        var mlContext = new MLContext(seed: 1);
        var options = new NeuralClassifierOptions { Builder = new MlpBuilder(5), Epochs = 20, Optimizer = new Adam { LearningRate = 0.01 } };
        var trainer = mlContext.FluxTrainers.NeuralClassifier(options);
        foreach (var one in ModelCases.All)
        {
            var rows = one.Rows(mlContext);
            var keyed = one.ToKey(mlContext)?.Fit(rows).Transform(rows) ?? rows;
            Save(mlContext, one, trainer.Fit(keyed), keyed, Path.Combine(folder, $"{one.Name}-alone.zip"), isChain: false);
            if (one.ToKey(mlContext) is { } toKey)
            {
                var chain = toKey.Append(trainer).Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(rows);
                Save(mlContext, one, chain, rows, Path.Combine(folder, $"{one.Name}-chain.zip"), isChain: true);
            }
        }
    }

    private static void Save(MLContext mlContext, IModelCase one, ITransformer model, IDataView data, string path, bool isChain)
    {
        mlContext.Model.Save(model, data.Schema, path);
        Console.Out.WriteLine(Path.GetFileName(path));
        one.Print(mlContext, model, data, isChain);
    }
}
