// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A search under way: it says which trials come next, given the results of those before.</summary>
/// <remarks>Trials come in rounds. A round depends on the results of whole earlier rounds only, so the trials of one round may be made in any order, at once or one by one, with
/// the same search. For one thread.</remarks>
internal abstract class SearchPlan
{
    /// <summary>How many trials there will be; null where nobody can tell.</summary>
    public abstract int? Total { get; }

    /// <summary>The next round; empty where the search is over.</summary>
    /// <param name="losses">The loss of each trial so far by its number: lower is better, infinite where it did not end well.</param>
    public abstract IReadOnlyList<TrialPlan> Next(IReadOnlyList<double> losses);

    /// <summary>Whether a later trial may continue a candidate that is not in this round.</summary>
    public virtual bool MayContinue(int candidate) => false;
}
