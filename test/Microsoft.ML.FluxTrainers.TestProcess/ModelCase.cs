// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>Labels of one type, each with values of its own.</summary>
internal sealed class ModelCase<T>(string name, params T[] kinds) : IModelCase
{
    public string Name => name;

    public IDataView Rows(MLContext mlContext) => mlContext.Data.LoadFromEnumerable(Examples());

    public IEstimator<ITransformer>? ToKey(MLContext mlContext) => mlContext.Transforms.Conversion.MapValueToKey("Label", "Kind");

    public void Print(MLContext mlContext, ITransformer model, IDataView data, bool isChain)
    {
        var scored = model.Transform(data);
        if (!isChain)
        {
            scored = mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored);
        }

        foreach (var (label, score) in scored.GetColumn<T>("PredictedLabel").Zip(scored.GetColumn<float[]>("Score")))
        {
            Console.Out.WriteLine($"{name} {Text(label)} {Text(score)}");
        }

        if (isChain)
        {
            PrintEngine(mlContext, model);
        }
    }

    private void PrintEngine(MLContext mlContext, ITransformer model)
    {
        using var engine = mlContext.Model.CreatePredictionEngine<Example<T>, Prediction<T>>(
            model, new PredictionEngineOptions { OwnsTransformer = false });
        foreach (var example in Examples().Take(5))
        {
            var prediction = engine.Predict(example);
            Console.Out.WriteLine($"{name} engine {Text(prediction.PredictedLabel)} {Text(prediction.Score)}");
        }
    }

    private IReadOnlyList<Example<T>> Examples() => Example<T>.Rows(index => kinds[index % kinds.Length]);

    private static string Text(float[] scores) => string.Join(" ", scores.Select(Text<float>));

    private static string Text<TValue>(TValue value) =>
        value is IFormattable known ? known.ToString(value is DateTime ? "O" : null, CultureInfo.InvariantCulture) : $"{value}";
}
