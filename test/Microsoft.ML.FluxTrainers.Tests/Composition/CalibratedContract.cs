// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of a calibrated classifier.</summary>
public sealed class CalibratedContract : MulticlassContract
{
    protected override bool NamesItsFeatures => false;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.Calibrated(mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 2 }));
}
