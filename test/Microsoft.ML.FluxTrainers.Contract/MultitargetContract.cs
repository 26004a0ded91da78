// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The contract of an estimator that predicts several numbers at once.</summary>
public abstract class MultitargetContract : SampleContract
{
    /// <inheritdoc/>
    protected override LabelKind Label => LabelKind.Numbers;
}
