// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What ML.NET may know of our trainers.</summary>
internal static class TrainerFacts
{
    /// <summary>Features are standardized inside and rows are read once: neither normalization nor caching is wanted.</summary>
    public static TrainerInfo Neural { get; } = new(normalization: false, caching: false);
}
