// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The contract of an estimator that chooses one of several classes. A fixture for a network of one's own: derive, create
/// the estimator with it.</summary>
public abstract class MulticlassContract : SampleContract
{
    /// <inheritdoc/>
    protected override LabelKind Label => LabelKind.Text;
}
