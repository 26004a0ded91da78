// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of the classifier of several labels.</summary>
public sealed class MultilabelClassifierContract : MultilabelContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralMultilabelClassifier(new NeuralMultilabelClassifierOptions { Epochs = 3 });
}
