// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of the regressor of several numbers.</summary>
public sealed class MultitargetRegressorContract : MultitargetContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralMultitargetRegressor(new NeuralMultitargetRegressorOptions { Epochs = 3 });
}
