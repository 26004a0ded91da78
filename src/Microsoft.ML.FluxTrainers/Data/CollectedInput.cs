// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The inputs of all rows.</summary>
/// <param name="Store">The inputs, as the network gets them.</param>
/// <param name="Input">How a prediction makes the same of a row.</param>
/// <param name="Constants">The numbers that are the same in all rows, where that was looked at.</param>
internal sealed record CollectedInput(FeatureStore Store, InputSpec Input, IReadOnlyList<int> Constants)
{
    /// <summary>Varies the rows at random in training, or null.</summary>
    public RowAugmenter? Augmenter { get; init; }
}
