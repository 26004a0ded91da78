// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The contract of an estimator that tells which of several labels a row has.</summary>
public abstract class MultilabelContract : SampleContract
{
    /// <inheritdoc/>
    protected override LabelKind Label => LabelKind.Flags;
}
