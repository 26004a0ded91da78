// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How several processes share the trials of one search.</summary>
/// <remarks>Each waits for the trials of the others where it needs them, and in the end has all of them: the same best, the same model.</remarks>
public sealed record TrialSharing
{
    private TrialSharing()
    {
    }

    /// <summary>Which trials are this process's own, those of its index modulo the count; null where each takes what is free.</summary>
    public Part? Part { get; private init; }

    /// <summary>After how long without a sign of life the trial of another process is taken over; null where trials are never taken over.</summary>
    public TimeSpan? Expiry { get; private init; }

    /// <summary>Trial k belongs to process k modulo their count. A process that was ended must be started again, as batch systems do: the others wait.</summary>
    /// <param name="part">Which process this is.</param>
    public static TrialSharing ByNumber(Part part) => new() { Part = Guard.NotNull(part, nameof(part)) };

    /// <summary>Each process takes the next free trial and marks it with a file, which it renews while it works; the trials of a process that has ended are taken over.</summary>
    /// <param name="expiry">After how long without renewal. Default: null, 2 minutes. At least a second.</param>
    /// <remarks>No clocks are compared: an observer waits until a mark has not changed for so long by its own clock. Should two processes make one trial, they write the same file.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The time is less than a second.</exception>
    public static TrialSharing ByClaims(TimeSpan? expiry = null)
    {
        var time = expiry ?? TimeSpan.FromMinutes(2);
        return time >= TimeSpan.FromSeconds(1)
            ? new() { Expiry = time }
            : throw Guard.OutOfRange(nameof(expiry), time, "at least a second");
    }
}
