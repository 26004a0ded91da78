// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract on features that are mostly zeros.</summary>
public sealed class SparseFeaturesContract : MulticlassContract
{
    protected override FeatureKind Features => FeatureKind.Sparse;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralClassifier();
}
