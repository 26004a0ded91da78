// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of a regressor that sees some of the features.</summary>
public sealed class FeatureEliminationContract : RegressionContract
{
    protected override bool NamesItsFeatures => false;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) => mlContext.FluxTrainers.RecursiveFeatureElimination(
        mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Epochs = 2 }), new FeatureEliminationOptions { Features = 0.7 });
}
