// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>x above 0, a fraction of x below. See <see cref="Activation.LeakyReLU"/>.</summary>
/// <param name="NegativeSlope">The fraction below 0, finite. Default 0.01.</param>
/// <exception cref="ArgumentOutOfRangeException">The setting is not finite.</exception>
public sealed record LeakyReLUActivation(double NegativeSlope = 0.01) : Activation
{
    /// <summary>The fraction below 0, finite. Default 0.01.</summary>
    public double NegativeSlope { get; init => field = Guard.Finite(value); } = Guard.Finite(NegativeSlope);

    private protected override string Text => FormattableString.Invariant($"LeakyReLU({NegativeSlope})");

    internal override nn.Module<Tensor, Tensor> ToModule() => nn.LeakyReLU(NegativeSlope);

    internal override ActivationKernel Kernel => new LeakyReLUKernel((float)NegativeSlope);
}
