// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>A label that is a key without values.</summary>
internal sealed class KeyCase : IModelCase
{
    public string Name => "none";

    public IDataView Rows(MLContext mlContext)
    {
        var schema = SchemaDefinition.Create(typeof(Example<uint>));
        var label = schema["Kind"];
        label.ColumnName = "Label";
        label.ColumnType = new KeyDataViewType(typeof(uint), 3);
        return mlContext.Data.LoadFromEnumerable(Example<uint>.Rows(index => (uint)index), schema);
    }

    public IEstimator<ITransformer>? ToKey(MLContext mlContext) => null;

    public void Print(MLContext mlContext, ITransformer model, IDataView data, bool isChain)
    {
        var scored = model.Transform(data);
        foreach (var (label, score) in scored.GetColumn<uint>("PredictedLabel").Zip(scored.GetColumn<float[]>("Score")))
        {
            Console.Out.WriteLine(FormattableString.Invariant($"none {label} {score[0]} {score[1]} {score[2]}"));
        }

        Console.Out.WriteLine($"none annotations {string.Join(" ", scored.Schema["PredictedLabel"].Annotations.Schema.Select(column => column.Name))}");
    }
}
