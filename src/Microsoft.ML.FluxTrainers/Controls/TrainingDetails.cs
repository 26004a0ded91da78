// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a history knows beside its events: bounded, whatever the training.</summary>
internal sealed record TrainingDetails
{
    /// <summary>The most tensors and layers that are watched.</summary>
    public const int MostTensors = 64;

    /// <summary>The most epochs with histograms.</summary>
    public const int MostSamples = 50;

    public static TrainingDetails None { get; } = new();

    /// <summary>How many events come before the first whose validation rows are those of the latest fit.</summary>
    public int ComparableFrom { get; init => field = Guard.NotNegative(value); }

    /// <summary>What the validation rows say in the end, or null.</summary>
    public ValidationSummary? Validation { get; init; }

    /// <summary>The weights over the epochs, the oldest first.</summary>
    public ValueList<WeightHistogram> Weights { get; init => field = Bounded(value); } = [];

    /// <summary>Units without an output, over the epochs.</summary>
    public ValueList<DeadUnits> DeadUnits { get; init => field = Bounded(value); } = [];

    private static ValueList<T> Bounded<T>(ValueList<T> values)
        where T : class =>
        values.Count <= MostTensors * MostSamples
            ? Guard.NoneNull(values, nameof(values))
            : throw new ArgumentException($"There are {values.Count} details where {MostTensors * MostSamples} are the most.", nameof(values));
}
