// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>log(y + offset). See <see cref="TargetTransformation.Log"/>.</summary>
/// <param name="Offset">What is added to the label first: labels must be greater than minus this. Default 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The offset is no finite number.</exception>
public sealed record LogTransformation(double Offset = 0) : TargetTransformation
{
    /// <summary>What is added to the label first: labels must be greater than minus this. Default 0.</summary>
    public double Offset { get; init => field = Guard.Finite(value); } = Guard.Finite(Offset);

    internal override string? Wanted => FormattableString.Invariant($"greater than {-Offset + 0.0}"); // no -0

    internal override bool Accepts(double label) => label + Offset > 0;

    internal override double Forward(double label) => Math.Log(label + Offset);

    internal override double Inverse(double value) => Math.Exp(value) - Offset;
}
