// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of a classifier that is trained on balanced rows.</summary>
public sealed class BalancedContract : MulticlassContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) => mlContext.FluxTrainers.Balanced(
        mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 2 }), Balancing.Smote());
}
