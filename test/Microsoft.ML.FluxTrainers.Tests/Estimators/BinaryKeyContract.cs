// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of the binary classifier with a key of two values.</summary>
public sealed class BinaryKeyContract : BinaryContract
{
    protected override LabelKind Label => LabelKind.TwoKeys;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { Epochs = 3 });
}
