// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of a calibrated binary classifier whose threshold is chosen.</summary>
public sealed class ThresholdedContract : BinaryContract
{
    protected override bool NamesItsFeatures => false;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) => mlContext.FluxTrainers.Thresholded(
        mlContext.FluxTrainers.Calibrated(mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { Epochs = 2 }), new KFold(2)));
}
