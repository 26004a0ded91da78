// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The loss of some rows, still a sum.</summary>
/// <param name="Sum">The weighted losses, added up.</param>
/// <param name="Rows">How many rows they belong to.</param>
internal readonly record struct LossSum(double Sum, long Rows)
{
    /// <summary>The loss a row.</summary>
    public double Mean => Sum / Rows;
}
