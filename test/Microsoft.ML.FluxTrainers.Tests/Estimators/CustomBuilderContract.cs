// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract with a network of the user's own, made of standard layers.</summary>
public sealed class CustomBuilderContract : MulticlassContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralClassifier(builder: NetworkBuilder.From("wide and normalized", shape => nn.Sequential(
            ("hidden", nn.Linear(shape.Inputs, 16)),
            ("normalize", nn.BatchNorm1d(16)),
            ("act", nn.GELU()),
            ("drop", nn.Dropout(0.1)),
            ("output", nn.Linear(16, shape.Outputs)))));
}
