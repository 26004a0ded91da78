// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Box and Cox's power of y + 1 for labels of at least 0, and that of 1 - y to the power 2 - λ, negated, for those below. See <see cref="TargetTransformation.YeoJohnson"/>.</summary>
/// <param name="Lambda">The power. Default: null, which finds the one of maximum likelihood in the training labels, between -5 and 5.</param>
/// <remarks>Yeo and Johnson (2000), "A new family of power transformations to improve normality or symmetry", Biometrika 87, p. 954-959. They do not divide y + 1 by
/// <see cref="Scale"/>. The transformed labels differ by a factor and a constant only; see <see cref="BoxCoxTransformation"/> for the reason.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The power is no finite number.</exception>
public sealed record YeoJohnsonTransformation(double? Lambda = null) : TargetTransformation
{
    /// <summary>The power. Default: null, which finds the one of maximum likelihood in the training labels, between -5 and 5.</summary>
    public double? Lambda { get; init => field = PowerSearch.Checked(value); } = PowerSearch.Checked(Lambda);

    /// <summary>What y + 1 is divided by first, greater than 0. Default: null, which is its geometric mean over the training labels, or 1 where one is below 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not greater than 0, or not finite.</exception>
    public double? Scale { get; init => field = value is { } scale ? Guard.Positive(scale) : null; }

    // Models saved before labels were divided have no scale.
    private double Unit => Scale ?? 1;

    // What 0 is transformed to.
    private double Zero => BoxCoxTransformation.Power(1 / Unit, Lambda!.Value);

    internal override TargetTransformation Fit(double[] labels) => this with
    {
        Lambda = Lambda ?? Best(labels),
        Scale = Scale ?? (labels.Min() < 0 ? 1 : GeometricMean(Sizes(labels))),
    };

    internal override double Forward(double label) => label >= 0
        ? BoxCoxTransformation.Power((label + 1) / Unit, Lambda!.Value)
        : Zero - (BoxCoxTransformation.Power(1 - label, 2 - Lambda!.Value) * Math.Pow(Unit, -Lambda.Value));

    internal override double Inverse(double value) => value >= Zero
        ? (BoxCoxTransformation.InversePower(value, Lambda!.Value) * Unit) - 1
        : 1 - BoxCoxTransformation.InversePower((Zero - value) * Math.Pow(Unit, Lambda!.Value), 2 - Lambda.Value);

    // Of labels on one side of 0 it is Box and Cox's power of |y| + 1, which is found whatever the labels' size. On both sides, the 1 that is taken from a power counts.
    private static double Best(double[] labels) =>
        labels.Min() >= 0 ? Best(Sizes(labels), lambda => lambda)
        : labels.Max() < 0 ? Best(Sizes(labels), lambda => 2 - lambda)
        : PowerSearch.Best(labels, Power, lambda => (lambda - 1) * labels.Average(label => Math.Sign(label) * Math.Log(Math.Abs(label) + 1)));

    private static double Best(double[] sizes, Func<double, double> power)
    {
        var mean = GeometricMean(sizes);
        return PowerSearch.Best(Array.ConvertAll(sizes, size => size / mean), (size, lambda) => BoxCoxTransformation.Power(size, power(lambda)), _ => 0);
    }

    private static double[] Sizes(double[] labels) => Array.ConvertAll(labels, label => Math.Abs(label) + 1);

    private static double GeometricMean(double[] sizes) => Math.Exp(sizes.Average(Math.Log));

    private static double Power(double label, double lambda) => label >= 0
        ? BoxCoxTransformation.Power(label + 1, lambda)
        : -BoxCoxTransformation.Power(1 - label, 2 - lambda);
}
