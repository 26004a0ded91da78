// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>A type of label to train, save, load and predict with.</summary>
internal interface IModelCase
{
    string Name { get; }

    /// <summary>The rows as ML.NET data, with a key column "Label" made of "Kind".</summary>
    IDataView Rows(MLContext mlContext);

    /// <summary>From "Kind" to a key "Label", or null where "Label" is a key without values already.</summary>
    IEstimator<ITransformer>? ToKey(MLContext mlContext);

    /// <summary>Prints what a model predicts: for each row by Transform, for the first ones by a prediction engine too.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">Rows as the model wants them.</param>
    /// <param name="isChain">Whether the model gives the label's own values.</param>
    void Print(MLContext mlContext, ITransformer model, IDataView data, bool isChain);
}
