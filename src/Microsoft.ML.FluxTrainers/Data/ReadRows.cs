// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of one pass over the data, with what keeps them.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Unlabeled">How many rows were left out because their label is missing.</param>
/// <param name="Storage">Where they are kept, disposed with them.</param>
internal sealed record ReadRows(StoredRows Rows, long Unlabeled, RowStorage Storage) : IDisposable
{
    /// <summary>The rows to train on.</summary>
    public ITrainingRows Train => Rows.Train;

    /// <summary>The rows that were held out, or null.</summary>
    public ITrainingRows? Validation => Rows.Validation;

    public void Dispose() => Storage.Dispose();
}
