// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a fit is given beside its options.</summary>
/// <param name="Data">The training data.</param>
/// <param name="Reading">Its columns.</param>
internal sealed record FitInputs(IDataView Data, RowReadingOptions Reading)
{
    /// <summary>The validation data, or null.</summary>
    public IDataView? Validation { get; init; }

    /// <summary>Its columns.</summary>
    public RowReadingOptions? ValidationReading { get; init; }

    /// <summary>The model to go on from, or null.</summary>
    public NeuralModel? Previous { get; init; }

    /// <summary>How many epochs to train the earlier model further, on whatever rows come; null where the options decide.</summary>
    public int? MoreEpochs { get; init; }
}
