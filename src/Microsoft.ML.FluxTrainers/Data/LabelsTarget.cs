// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A target that is several labels, each true or false.</summary>
/// <param name="Names">What they are called.</param>
/// <param name="IsNamed">Whether the data said so; else the names are their numbers from 0.</param>
/// <param name="Threshold">A label is predicted where its probability is above this.</param>
internal sealed record LabelsTarget(ValueList<string> Names, bool IsNamed, double Threshold) : TargetSpec
{
    /// <summary>How many there are. A model that is being read has no names yet.</summary>
    public int Count { get; init; } = Names.Count;

    public override int Outputs => Count;

    public override IReadOnlyList<string> TargetNames => Names;

    public override IReadOnlyList<string>? StoredNames => Names;

    public override TargetSpec WithNames(IReadOnlyList<string> names) => this with { Names = [.. names] };
}
