// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract with vectors of pixels.</summary>
public sealed class SingleImageContract : ImageContract
{
    protected override string Images => nameof(ImageSample.Singles);

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralImageClassifier(SmallImageClassifier.Options);
}
