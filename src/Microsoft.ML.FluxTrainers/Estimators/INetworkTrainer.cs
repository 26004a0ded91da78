// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A step of a pipeline that trains a network, and takes more for that than training data.</summary>
internal interface INetworkTrainer
{
    /// <summary>Trains a network.</summary>
    /// <param name="input">The training data.</param>
    /// <param name="validation">Rows that are not trained on, or null.</param>
    /// <param name="previous">The model to go on from, or null.</param>
    ITransformer Fit(IDataView input, IDataView? validation, NeuralModel? previous);

    /// <summary>Trains an earlier model further, on new rows.</summary>
    ITransformer PartialFit(IDataView newRows, NeuralModel previous, int epochs);
}
