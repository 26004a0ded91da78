// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What is known of a fit when it begins.</summary>
public sealed record FitDescription
{
    /// <summary>The network's builder, as it would be written in code.</summary>
    public required string Builder { get; init; }

    /// <summary>The epochs planned, those of earlier fits that this one goes on from included.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epochs done before this fit. Default: 0.</summary>
    public int EpochsDone { get; init; }

    /// <summary>The number of training rows.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>The number of validation rows. Default: 0.</summary>
    public int ValidationRows { get; init; }

    /// <summary>The name of the validation metric, or null where the loss judges the network. Default: null.</summary>
    public string? ValidationMetric { get; init; }

    /// <summary>The device, such as "cpu" or "cuda:0".</summary>
    public required string Device { get; init; }
}
