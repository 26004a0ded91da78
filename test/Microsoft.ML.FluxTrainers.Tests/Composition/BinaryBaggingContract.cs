// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of an ensemble of binary classifiers.</summary>
public sealed class BinaryBaggingContract : BinaryContract
{
    protected override bool NamesItsFeatures => false;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) => mlContext.FluxTrainers.Bagging(
        context => context.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { Epochs = 2 }), new BaggingOptions { Members = 2, Replacement = true, Parallelism = 2 });
}
