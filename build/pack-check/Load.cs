// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML;

// Loads a model without ever naming the library, and compares with what the process that trained it said.
var context = new MLContext();
var model = context.Model.Load(Path.Combine(args[0], "model.zip"), out var schema);
var expected = File.ReadAllLines(Path.Combine(args[0], "predictions.txt")).Select(Prediction.Parse).ToArray();
var rows = Row.Make();
var inBatches = Prediction.All(context, model.Transform(context.Data.LoadFromEnumerable(rows)));
using var engine = context.Model.CreatePredictionEngine<Row, Prediction>(model, schema);

var same = Enumerable.Range(0, rows.Count)
    .Count(i => expected[i].Agrees(inBatches[i]) && expected[i].Agrees(engine.Predict(rows[i])));
Console.WriteLine($"loaded: {same} of {expected.Length} rows predicted the same");
return same == rows.Count && same == expected.Length ? 0 : 1;
