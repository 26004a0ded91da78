// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Keeps nothing: the search has its trials in memory.</summary>
internal sealed class NoStore : ITrialStore
{
    public TuningTrial? Find(TrialPlan plan) => null;

    public void Add(TuningTrial trial)
    {
        // Nobody will ask for it.
    }

    public bool Claim(int id) => true;

    public void GiveBack(int id)
    {
        // Nobody waits for it.
    }

    public void Close()
    {
        // Nothing is open.
    }
}
