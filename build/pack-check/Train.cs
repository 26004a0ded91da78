// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML;
using Microsoft.ML.FluxTrainers;

// Trains on rows made in memory, evaluates, saves model.zip and predictions.txt into the folder that the argument names.
var context = new MLContext(seed: 1);
var data = context.Data.LoadFromEnumerable(Row.Make());
var options = new NeuralClassifierOptions { Epochs = 40, BatchSize = 8, Seed = 1 };
#if CLASSIC
var trainer = context.MulticlassClassification.Trainers.NeuralClassifier(options);
#else
var trainer = context.FluxTrainers.NeuralClassifier(options);
#endif
var pipeline = context.Transforms.Conversion.MapValueToKey("Label", nameof(Row.Kind))
    .Append(trainer)
    .Append(context.Transforms.Conversion.MapKeyToValue(nameof(Prediction.PredictedLabel)));

var model = pipeline.Fit(data);
var scored = model.Transform(data);
var accuracy = context.MulticlassClassification.Evaluate(scored).MicroAccuracy;
context.Model.Save(model, data.Schema, Path.Combine(args[0], "model.zip"));
File.WriteAllLines(Path.Combine(args[0], "predictions.txt"), Prediction.All(context, scored).Select(prediction => prediction.ToString()));

Console.WriteLine($"trained on .NET {Environment.Version}: micro-accuracy {accuracy:F3}");
return accuracy >= 0.95 ? 0 : 1;
