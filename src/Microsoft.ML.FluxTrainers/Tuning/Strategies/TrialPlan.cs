// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A trial to be made.</summary>
/// <param name="Id">Its number, counted from 0 over the whole search.</param>
/// <param name="Point">What it tries.</param>
internal sealed record TrialPlan(int Id, TrialPoint Point)
{
    /// <summary>The first trial of the same point, which this one continues; its own number where there is none.</summary>
    public int Candidate { get; init; } = Id;

    /// <summary>The epochs to train, or null for as many as the options say.</summary>
    public int? Epochs { get; init; }
}
