// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a network predicts: pure data, from which the output layer, columns and annotations follow.</summary>
internal abstract record TargetSpec
{
    /// <summary>How many numbers the network gives for a row.</summary>
    public abstract int Outputs { get; }
}
