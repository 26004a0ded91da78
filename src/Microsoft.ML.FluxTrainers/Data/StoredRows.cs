// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows that are kept.</summary>
/// <param name="Train">Those to train on.</param>
/// <param name="Validation">Those that were held out, or null.</param>
internal sealed record StoredRows(ITrainingRows Train, ITrainingRows? Validation)
{
    /// <summary>What each class counts among the rows to train on, or null where there are no class weights.</summary>
    public double[]? ClassFactors { get; init; }
}
