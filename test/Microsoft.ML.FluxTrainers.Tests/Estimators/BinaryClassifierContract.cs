// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of the binary classifier with its defaults.</summary>
public sealed class BinaryClassifierContract : BinaryContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { Epochs = 3 });
}
