// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Another way of splitting several times, each time with another shuffle. The first time is as without repeating.</summary>
/// <param name="Inner">What is repeated. It must shuffle.</param>
/// <param name="Times">How often, at least 1.</param>
public sealed record RepeatedResampling(Resampling Inner, int Times) : Resampling
{
    /// <summary>What is repeated. It must shuffle.</summary>
    public Resampling Inner { get; init => field = RequireRandom(value); } = RequireRandom(Inner);

    /// <summary>How often, at least 1.</summary>
    public int Times { get; init => field = Guard.Positive(value); } = Guard.Positive(Times);

    internal override bool IsRandom => true;

    internal override IEnumerable<FoldRows> Deal(ResampledRows rows, RandomStreams streams, int repeat = 0) =>
        Enumerable.Range(0, Times).SelectMany(time => Inner.Deal(rows, streams, (repeat * Times) + time));

    private static Resampling RequireRandom(Resampling inner) => Guard.NotNull(inner, nameof(inner)).IsRandom
        ? inner
        : throw new ArgumentException($"{inner} gives the same folds each time, so it cannot be repeated. Set Shuffle = true where it has that.", nameof(inner));
}
