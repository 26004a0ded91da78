// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>dense: trains a network of dense layers, scores with it, saves it, loads it and asks it; then prints the libraries of
/// torch's and for images that are loaded. norms: the same with norms. torch: the same with a network that only torch knows.</summary>
internal static class DenseVerb
{
    public static void Run(NetworkBuilder builder)
    {
        var context = new MLContext(seed: 1);
        var data = context.Data.LoadFromEnumerable(Corner.Make());
        var options = new NeuralClassifierOptions { Builder = builder, Epochs = 20 };
        var trainer = context.Transforms.Conversion.MapValueToKey("Label").Append(context.FluxTrainers.NeuralClassifier(options));
        var model = trainer.Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        var network = model.OfType<NeuralTransformer>().Single();
        var accuracy = context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy;
        Console.Out.WriteLine(FormattableString.Invariant($"runner {network.History.Setup.Runner}, micro-accuracy {accuracy:F3}"));

        using var file = new MemoryStream();
        context.Model.Save(model, data.Schema, file);
        file.Position = 0;
        var loaded = new MLContext().Model.Load(file, out var schema);
        using var engine = context.Model.CreatePredictionEngine<Corner, CornerName>(loaded, schema);
        var isRight = engine.Predict(new Corner { Features = [100, 100] }).PredictedLabel == "high";
        Console.Out.WriteLine($"loaded and asked: {(isRight ? "right" : "wrong")}");
        TorchFiles.Print();
        ImageLibraries.Print();
    }
}
