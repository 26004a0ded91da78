// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of the regressor of quantiles.</summary>
public sealed class QuantileRegressorContract : RegressionContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Epochs = 3, Loss = new QuantileLoss() });
}
