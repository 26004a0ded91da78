// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of an ensemble of classifiers.</summary>
public sealed class BaggingContract : MulticlassContract
{
    protected override bool NamesItsFeatures => false;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) => mlContext.FluxTrainers.Bagging(
        mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 2 }), members: 3);
}
