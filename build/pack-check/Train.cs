// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML;
using Microsoft.ML.Data;
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

// Images are resized by a native library that comes with the package.
using var dark = MLImage.CreateFromPixels(6, 6, MLPixelFormat.Rgba32, new byte[4 * 36]);
using var bright = MLImage.CreateFromPixels(6, 6, MLPixelFormat.Rgba32, Enumerable.Repeat(byte.MaxValue, 4 * 36).ToArray());
var photos = context.Data.LoadFromEnumerable(new[] { dark, bright }.Select((image, i) => new Photo { Image = image, Label = (uint)i }));
var imageOptions = new NeuralImageClassifierOptions { Builder = new ConvBuilder(4), Optimizer = new Adam(0.01), Height = 4, Width = 4, Epochs = 50 };
#if CLASSIC
using var network = context.MulticlassClassification.Trainers.NeuralImageClassifier(imageOptions).Fit(photos);
#else
using var network = context.FluxTrainers.NeuralImageClassifier(imageOptions).Fit(photos);
#endif
var told = network.Transform(photos).GetColumn<float[]>("Score").Select((scores, i) => scores[i]).Min();

Console.WriteLine($"trained on .NET {Environment.Version}: micro-accuracy {accuracy:F3}, images told apart with probability {told:F2}");
return accuracy >= 0.95 && told >= 0.9 ? 0 : 1;
