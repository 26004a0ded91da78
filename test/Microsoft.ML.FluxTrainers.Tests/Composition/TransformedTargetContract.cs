// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of a regressor on a transformed label.</summary>
public sealed class TransformedTargetContract : RegressionContract
{
    protected override bool NamesItsFeatures => false;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) => mlContext.FluxTrainers.TransformedTarget(
        mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Epochs = 2 }), TargetTransformation.YeoJohnson);
}
