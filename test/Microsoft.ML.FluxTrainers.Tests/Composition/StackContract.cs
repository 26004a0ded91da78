// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract of a stack of a network and a trainer of ML.NET's below a network.</summary>
public sealed class StackContract : MulticlassContract
{
    private static readonly NeuralClassifierOptions _small = new() { Builder = new MlpBuilder(4), Epochs = 2 };

    protected override bool NamesItsFeatures => false;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) => mlContext.FluxTrainers.Stack(
        mlContext.FluxTrainers.NeuralClassifier(_small),
        new StackOptions { Resampling = new StratifiedKFold(2), Passthrough = true },
        ("network", mlContext.FluxTrainers.NeuralClassifier(_small)),
        ("regression", mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy()));
}
