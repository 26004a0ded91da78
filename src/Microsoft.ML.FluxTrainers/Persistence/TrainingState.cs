// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>All that a later fit needs to go on where one ended, as data.</summary>
internal sealed record TrainingState
{
    /// <summary>The hyperparameters by name, each as text that is equal where the values are.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>A fingerprint of the training rows.</summary>
    public required string Rows { get; init; }

    /// <summary>A fingerprint of the validation rows, or null where nothing was held out.</summary>
    public string? ValidationRows { get; init; }

    /// <summary>The epochs trained.</summary>
    public required int Epoch { get; init; }

    /// <summary>The weights after the last epoch.</summary>
    public required WeightsCopy Last { get; init; }

    /// <summary>The weights that the validation rows found best, or null where nothing was held out.</summary>
    public WeightsCopy? Best { get; init; }

    /// <summary>The epoch of <see cref="Best"/>.</summary>
    public int BestEpoch { get; init; }

    /// <summary>What was minimized (the validation loss, or a metric in its place) after that epoch, infinite where nothing was held out.</summary>
    public double BestLoss { get; init; } = double.PositiveInfinity;

    /// <summary>The mean of the weights that the training went through, or null.</summary>
    public float[]? Average { get; init; }

    /// <summary>How many weights that is the mean of.</summary>
    public long AverageCount { get; init; }

    /// <summary>The optimizer's type.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The optimizer's steps.</summary>
    public required long Steps { get; init; }

    /// <summary>The optimizer's numbers by name.</summary>
    public required IReadOnlyDictionary<string, double> Counters { get; init; }

    /// <summary>The optimizer's vectors by name, each as long as the parameters.</summary>
    public required IReadOnlyDictionary<string, float[]> Vectors { get; init; }

    /// <summary>The states of the random streams by name.</summary>
    public required IReadOnlyDictionary<string, string> Streams { get; init; }
}
