// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How a trial of a search ended.</summary>
public enum TrialStatus
{
    /// <summary>It was trained and judged on each fold.</summary>
    Completed,

    /// <summary>It threw; the others went on.</summary>
    Failed,

    /// <summary>It was stopped, since it was worse than half of the trials before it.</summary>
    Pruned,

    /// <summary>It was stopped, since it took longer than a trial may.</summary>
    TimedOut,
}
