// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A target that is one of several classes.</summary>
/// <param name="Count">The number of classes, those that the training rows lack included.</param>
/// <param name="Values">What the classes are called, or null where the label does not say.</param>
internal sealed record ClassTarget(int Count, LabelValues? Values) : TargetSpec
{
    public override int Outputs => Count;

    public override IReadOnlyList<string>? StoredNames => Values?.Texts;

    public override TargetSpec WithNames(IReadOnlyList<string> names) => this with { Values = Values?.Parse(names) };

    /// <summary>The classes' names; where the label has none, their numbers from 0.</summary>
    public IReadOnlyList<string> Names =>
        Values?.Texts ?? [.. Enumerable.Range(0, Count).Select(number => FormattableString.Invariant($"{number}"))];
}
