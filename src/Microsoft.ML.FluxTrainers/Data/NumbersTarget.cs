// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A target that is several numbers, each scaled on its own.</summary>
/// <param name="Names">What they are called.</param>
/// <param name="IsNamed">Whether the label said so; else the names are their numbers from 0.</param>
/// <param name="Offsets">What is subtracted from each.</param>
/// <param name="Scales">What each is divided by after that.</param>
internal sealed record NumbersTarget(ValueList<string> Names, bool IsNamed, ValueList<float> Offsets, ValueList<float> Scales) : TargetSpec
{
    /// <summary>Numbers that are not scaled.</summary>
    public NumbersTarget(ValueList<string> names, bool isNamed)
        : this(names, isNamed, [.. names.Select(_ => 0f)], [.. names.Select(_ => 1f)])
    {
    }

    /// <summary>How many there are. A model that is being read has no names yet.</summary>
    public int Count { get; init; } = Names.Count;

    public override int Outputs => Count;

    public override IReadOnlyList<string> TargetNames => Names;

    public override IReadOnlyList<string>? StoredNames => Names;

    public override TargetSpec WithNames(IReadOnlyList<string> names) => new NumbersTarget([.. names], IsNamed);

    public override float[] Scaling => [.. Offsets, .. Scales];

    public override TargetSpec WithScaling(float[] scaling) =>
        this with { Offsets = scaling[..Names.Count], Scales = scaling[Names.Count..] };
}
