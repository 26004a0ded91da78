// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>schema FILE: loads a model, does everything that needs no network, then scores; prints how far it came.</summary>
internal static class SchemaVerb
{
    public static void Run(string path)
    {
        var mlContext = new MLContext();
        var model = mlContext.Model.Load(path, out var schema);
        Console.Out.WriteLine($"input: {string.Join(", ", schema.Select(column => column.Name))}");
        var promised = model.GetOutputSchema(schema);
        VBuffer<ReadOnlyMemory<char>> names = default;
        promised["Score"].GetSlotNames(ref names);
        Console.Out.WriteLine($"output: {promised["Score"].Type}, slots {string.Join(", ", names.DenseValues())}");
        var rows = ModelCases.All[0].Rows(mlContext);
        var scored = model.Transform(rows);
        Console.Out.WriteLine($"passed through: {scored.GetColumn<float[]>("Features").Count()} rows");
        using var stream = new MemoryStream();
        mlContext.Model.Save(model, schema, stream);
        Console.Out.WriteLine($"saved again: {stream.Length > 0}");
        using var engine = mlContext.Model.CreatePredictionEngine<Example<string>, Scores>(model);
        Console.Out.WriteLine("an engine was made");
        Console.Out.WriteLine($"scored: {scored.GetColumn<float[]>("Score").Count()} rows");
    }

    private sealed class Scores
    {
        public float[] Score { get; set; } = [];
    }
}
