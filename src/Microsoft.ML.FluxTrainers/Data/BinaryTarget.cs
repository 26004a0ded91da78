// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A target that is one of two values.</summary>
/// <param name="IsKey">Whether the label is a key, whose second value is the positive one; else it is a Boolean.</param>
/// <param name="Values">What the values of the key are called, or null where it does not say.</param>
/// <param name="Threshold">The second value is predicted where its probability is above this.</param>
internal sealed record BinaryTarget(bool IsKey = false, LabelValues? Values = null, double Threshold = 0.5) : TargetSpec
{
    public override int Outputs => 1;

    public override int NameCount => 2;

    public override IReadOnlyList<string>? StoredNames => Values?.Texts;

    public override TargetSpec WithNames(IReadOnlyList<string> names) => this with { Values = Values?.Parse(names) };

    /// <summary>What the negative and the positive value are called.</summary>
    public IReadOnlyList<string> Names => Values?.Texts ?? (IsKey ? ["0", "1"] : ["false", "true"]);
}
