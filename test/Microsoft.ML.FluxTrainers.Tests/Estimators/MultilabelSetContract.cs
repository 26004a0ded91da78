// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of the classifier of several labels that are sets of keys.</summary>
public sealed class MultilabelSetContract : MultilabelContract
{
    protected override LabelKind Label => LabelKind.Set;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralMultilabelClassifier(new NeuralMultilabelClassifierOptions { Epochs = 3, Threshold = 0.3 });
}
