// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract with classes that are numbers.</summary>
public sealed class NumberLabelContract : MulticlassContract
{
    protected override LabelKind Label => LabelKind.Number;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralClassifier();
}
