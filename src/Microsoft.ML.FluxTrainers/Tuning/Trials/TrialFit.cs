// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>One training within a trial.</summary>
internal sealed record TrialFit
{
    /// <summary>The epochs of a whole training, or null for those of the options.</summary>
    public int? WholeEpochs { get; init; }

    /// <summary>The epochs after which it is interrupted, or null for none: it is the same training, which can go on as if it never had been.</summary>
    public int? Epochs { get; init; }

    /// <summary>An interrupted training to go on with, or one that has ended; else null.</summary>
    public ITransformer? Previous { get; init; }

    /// <summary>Ends it.</summary>
    public CancellationToken Token { get; init; }

    /// <summary>What the last training, of what the search found, belongs to: it has all that the user wanted to be done in it. Null for trials.</summary>
    public IHostEnvironment? Environment { get; init; }

    /// <summary>The seed of the last training.</summary>
    public int? Seed { get; init; }
}
