// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract with vectors of pixels.</summary>
public sealed class ByteImageContract : ImageContract
{
    protected override string Images => nameof(ImageSample.Bytes);

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralImageClassifier(SmallImageClassifier.Options);
}
