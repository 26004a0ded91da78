// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>(y^λ - 1) / λ, or log y where λ is 0. See <see cref="TargetTransformation.BoxCox"/>.</summary>
/// <param name="Lambda">The power. Default: null, which finds the one of maximum likelihood in the training labels, between -5 and 5.</param>
/// <remarks>Box and Cox (1964), "An Analysis of Transformations", Journal of the Royal Statistical Society B 26, p. 211-252.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The power is no finite number.</exception>
public sealed record BoxCoxTransformation(double? Lambda = null) : TargetTransformation
{
    /// <summary>The power. Default: null, which finds the one of maximum likelihood in the training labels, between -5 and 5.</summary>
    public double? Lambda { get; init => field = PowerSearch.Checked(value); } = PowerSearch.Checked(Lambda);

    internal override string? Wanted => "greater than 0";

    internal override bool Accepts(double label) => label > 0;

    internal override TargetTransformation Fit(double[] labels) => Lambda is null ? this with { Lambda = Best(labels) } : this;

    internal override double Forward(double label) => Power(label, Lambda!.Value);

    internal override double Inverse(double value) => InversePower(value, Lambda!.Value);

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
    private static double Best(double[] labels)
    {
        var center = labels.Average(Math.Log);
        var scaled = Array.ConvertAll(labels, label => Math.Exp(Math.Log(label) - center));
        return PowerSearch.Best(scaled, Power, _ => 0);
    }
}
