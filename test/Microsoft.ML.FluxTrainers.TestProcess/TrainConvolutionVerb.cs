// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>train-convolution FILE: trains a small network of a convolution in groups, which torch alone computes, and saves it.</summary>
internal static class TrainConvolutionVerb
{
    public static void Run(string path)
    {
        var mlContext = new MLContext(seed: 1);
        var builder = NetworkBuilder.From("tiny convolution", shape => nn.Sequential(
            ("image", nn.Unflatten(1, [2, 1, 2])),
            ("convolution", nn.Conv2d(2, 4, (1, 2), groups: 2)),
            ("relu", nn.ReLU()),
            ("flat", nn.Flatten()),
            ("output", nn.Linear(4, shape.Outputs))));
        var rows = ModelCases.All[0].Rows(mlContext);
        var pipeline = ModelCases.All[0].ToKey(mlContext)!
            .Append(mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Builder = builder, Epochs = 1 }));
        mlContext.Model.Save(pipeline.Fit(rows), rows.Schema, path);
    }
}
