// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of a stack of regressors.</summary>
public sealed class StackedRegressorContract : RegressionContract
{
    private static readonly NeuralRegressorOptions _small = new() { Builder = new MlpBuilder(4), Epochs = 2 };

    protected override bool NamesItsFeatures => false;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) => mlContext.FluxTrainers.Stack(
        mlContext.FluxTrainers.NeuralRegressor(_small), ("one", mlContext.FluxTrainers.NeuralRegressor(_small)));
}
