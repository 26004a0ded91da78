// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Box and Cox's power of y + 1 for labels of at least 0, and that of 1 - y to the power 2 - λ, negated, for those below. See <see cref="TargetTransformation.YeoJohnson"/>.</summary>
/// <param name="Lambda">The power. Default: null, which finds the one of maximum likelihood in the training labels, between -5 and 5.</param>
/// <remarks>Yeo and Johnson (2000), "A new family of power transformations to improve normality or symmetry", Biometrika 87, p. 954-959.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The power is no finite number.</exception>
public sealed record YeoJohnsonTransformation(double? Lambda = null) : TargetTransformation
{
    /// <summary>The power. Default: null, which finds the one of maximum likelihood in the training labels, between -5 and 5.</summary>
    public double? Lambda { get; init => field = PowerSearch.Checked(value); } = PowerSearch.Checked(Lambda);

    internal override TargetTransformation Fit(double[] labels) => Lambda is null
        ? this with { Lambda = PowerSearch.Best(labels, Power, lambda => (lambda - 1) * labels.Average(label => Math.Sign(label) * Math.Log(Math.Abs(label) + 1))) }
        : this;

    internal override double Forward(double label) => Power(label, Lambda!.Value);

    internal override double Inverse(double value) => value >= 0
        ? BoxCoxTransformation.InversePower(value, Lambda!.Value) - 1
        : 1 - BoxCoxTransformation.InversePower(-value, 2 - Lambda!.Value);

    private static double Power(double label, double lambda) => label >= 0
        ? BoxCoxTransformation.Power(label + 1, lambda)
        : -BoxCoxTransformation.Power(1 - label, 2 - lambda);
}
