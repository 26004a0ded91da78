// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Quantiles of a number.</summary>
/// <param name="Offset">See <see cref="ScaledTarget"/>.</param>
/// <param name="Scale">See <see cref="ScaledTarget"/>.</param>
/// <param name="Levels">Their levels, rising.</param>
internal sealed record QuantileTarget(float Offset, float Scale, ValueList<double> Levels) : ScaledTarget(Offset, Scale)
{
    public override int Outputs => Levels.Count;

    /// <summary>The first of the levels that are nearest to one half; rounded, since 0.05 and 0.95 are equally near.</summary>
    public int Middle => Enumerable.Range(0, Levels.Count).MinBy(i => Math.Round(Math.Abs(Levels[i] - 0.5), 12));

    /// <summary>The levels as texts.</summary>
    public IReadOnlyList<string> LevelNames => [.. Levels.Select(level => FormattableString.Invariant($"{level}"))];
}
