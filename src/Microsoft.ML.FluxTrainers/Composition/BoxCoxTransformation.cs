// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>((y/g)^λ - 1) / λ, or log(y/g) where λ is 0, with the geometric mean g of the labels. See <see cref="TargetTransformation.BoxCox"/>.</summary>
/// <param name="Lambda">The power. Default: null, which finds the one of maximum likelihood in the training labels, between -5 and 5.</param>
/// <remarks>Box and Cox (1964), "An Analysis of Transformations", Journal of the Royal Statistical Society B 26, p. 211-252. They do not divide by g. The transformed labels
/// differ by a factor and a constant only, but trainers get them as Single, and of labels far from 1 a power next to the 1 that is taken from it can lose all digits.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The power is no finite number.</exception>
public sealed record BoxCoxTransformation(double? Lambda = null) : TargetTransformation
{
    /// <summary>The power. Default: null, which finds the one of maximum likelihood in the training labels, between -5 and 5.</summary>
    public double? Lambda { get; init => field = PowerSearch.Checked(value); } = PowerSearch.Checked(Lambda);

    /// <summary>What labels are divided by first, greater than 0. Default: null, which is the geometric mean of the training labels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not greater than 0, or not finite.</exception>
    public double? Scale { get; init => field = value is { } scale ? Guard.Positive(scale) : null; }

    internal override string? Wanted => "greater than 0";

    internal override bool Accepts(double label) => label > 0;

    internal override TargetTransformation Fit(double[] labels)
    {
        var mean = Math.Exp(labels.Average(Math.Log));
        return this with { Lambda = Lambda ?? Best(labels, mean), Scale = Scale ?? mean };
    }

    internal override double Forward(double label) => Power(label / Unit, Lambda!.Value);

    internal override double Inverse(double value) => InversePower(value, Lambda!.Value) * Unit;

    // Models saved before labels were divided have no scale.
    private double Unit => Scale ?? 1;

    internal static double Power(double label, double lambda) => lambda == 0 ? Math.Log(label) : (Math.Pow(label, lambda) - 1) / lambda;

    internal static double InversePower(double value, double lambda)
    {
        if (lambda == 0)
        {
            return Math.Exp(value);
        }

        var power = (value * lambda) + 1; // y^λ: at most 0 where no label leads to the value
        return power > 0 ? Math.Pow(power, 1 / lambda) : lambda > 0 ? 0 : double.PositiveInfinity;
    }

    // Divided by their geometric mean, labels of any size can be raised to any power, and the likelihood's other term is 0.
    private static double Best(double[] labels, double mean) => PowerSearch.Best(Array.ConvertAll(labels, label => label / mean), Power, _ => 0);
}
