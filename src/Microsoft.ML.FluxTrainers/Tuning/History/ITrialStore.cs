// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where finished trials are kept.</summary>
/// <threadsafety>Several threads may use it at once.</threadsafety>
internal interface ITrialStore
{
    /// <summary>A trial that is there and is not to be tried again, or null.</summary>
    TuningTrial? Find(TrialPlan plan);

    /// <summary>Keeps a trial.</summary>
    void Add(TuningTrial trial);

    /// <summary>Whether this process may make a trial now; until <see cref="GiveBack"/> no other one does.</summary>
    bool Claim(int id);

    /// <summary>Ends a claim.</summary>
    void GiveBack(int id);

    /// <summary>Ends the use of the store.</summary>
    void Close();
}
