// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How a search chooses the points that it tries: <see cref="RandomSearch"/>, <see cref="GridSearch"/>, <see cref="LatinHypercube"/>, <see cref="PointList"/>,
/// <see cref="TreeParzen"/>, <see cref="SuccessiveHalving"/> or <see cref="AsynchronousHalving"/>.</summary>
/// <remarks>Settings only, immutable and compared by value. The same seed gives the same points, on one machine or many.</remarks>
public abstract record SearchStrategy
{
    private protected SearchStrategy()
    {
    }

    /// <summary>Whether trials are trained for a number of epochs that the strategy says.</summary>
    internal virtual bool SetsEpochs => false;

    /// <summary>The epochs of a whole training, of which each trial is trained for a part; null where the trainer's options say it.</summary>
    /// <param name="trainer">The epochs of the trainer's options; null where the pipeline is not one of this library's trainers.</param>
    /// <exception cref="ArgumentException">Nobody knows them.</exception>
    internal virtual int? WholeEpochs(int? trainer) => null;

    /// <summary>How many points are tried where nobody says; null for all that there are.</summary>
    internal virtual int? DefaultTrials => null;

    /// <summary>Whether a search of more trials begins with those of a search of fewer.</summary>
    internal virtual bool BeginsAlike => false;

    /// <summary>The points that are tried where the user gives them; null where the strategy chooses them.</summary>
    internal virtual IReadOnlyList<TrialPoint>? Given => null;

    /// <summary>Starts a search.</summary>
    /// <exception cref="ArgumentException">The space does not suit the strategy.</exception>
    internal abstract SearchPlan Begin(SearchSetting setting);
}
