// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The contract of an estimator that tells true from false.</summary>
public abstract class BinaryContract : SampleContract
{
    /// <inheritdoc/>
    protected override LabelKind Label => LabelKind.Boolean;
}
