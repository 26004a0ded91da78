// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the bits of a result depend on besides options and data.</summary>
/// <param name="Runner">The runner's name, such as "eager".</param>
/// <param name="Threads">The number of threads, at least 1.</param>
/// <param name="Device">The device, such as "cpu" or "cuda:0".</param>
/// <param name="Seed">The seed of the random streams.</param>
internal sealed record TrainingSetup(string Runner, int Threads, string Device, int Seed)
{
    public string Runner { get; } = Guard.NotEmpty(Runner);

    public int Threads { get; } = Guard.Positive(Threads);

    public string Device { get; } = Guard.NotEmpty(Device);

    /// <summary>What judges the network on the validation rows, or null for the loss.</summary>
    public ValidationMeasure? Measure { get; init; }
}
