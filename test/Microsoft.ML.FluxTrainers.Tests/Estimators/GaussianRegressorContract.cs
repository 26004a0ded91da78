// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of the regressor with a standard deviation.</summary>
public sealed class GaussianRegressorContract : RegressionContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Epochs = 3, Loss = new GaussianLoss() });
}
