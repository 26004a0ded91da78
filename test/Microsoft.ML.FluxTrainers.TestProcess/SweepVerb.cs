// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>sweep: trains and scores a network with each activation that a sweep tries, and focal loss; then prints the libraries of torch's that are loaded.</summary>
internal static class SweepVerb
{
    public static void Run()
    {
        var context = new MLContext(seed: 1);
        var data = context.Data.LoadFromEnumerable(Corner.Make());
        foreach (var activation in Enum.GetValues<HiddenActivation>())
        {
            var sweep = new NeuralClassifierSweepOptions { Hidden = "8", Activation = activation, LearningRate = 0.02 };
            var options = sweep.ToOptions(new NeuralClassifierOptions { Loss = new FocalLoss(), Seed = 1 });
            var trainer = context.Transforms.Conversion.MapValueToKey("Label").Append(context.FluxTrainers.NeuralClassifier(options));
            var model = trainer.Fit(data);
            using var network = model.LastTransformer;
            var accuracy = context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy;
            Console.Out.WriteLine(FormattableString.Invariant($"{activation}: runner {network.History.Setup.Runner}, accuracy {accuracy:F3}"));
        }

        TorchFiles.Print();
    }
}
