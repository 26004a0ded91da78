// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The contract of an estimator that predicts a number.</summary>
public abstract class RegressionContract : SampleContract
{
    /// <inheritdoc/>
    protected override LabelKind Label => LabelKind.Real;
}
