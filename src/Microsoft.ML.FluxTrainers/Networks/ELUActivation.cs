// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>x above 0, alpha (exp(x) - 1) below. See <see cref="Activation.ELU"/>.</summary>
/// <param name="Alpha">The size of the limit far below 0, finite. Default 1.</param>
/// <exception cref="ArgumentOutOfRangeException">The setting is not finite.</exception>
public sealed record ELUActivation(double Alpha = 1) : Activation
{
    /// <summary>The size of the limit far below 0, finite. Default 1.</summary>
    public double Alpha { get; init => field = Guard.Finite(value); } = Guard.Finite(Alpha);

    private protected override string Text => FormattableString.Invariant($"ELU({Alpha})");

    internal override nn.Module<Tensor, Tensor> ToModule() => nn.ELU(Alpha);

    internal override ActivationKernel Kernel => new ELUKernel((float)Alpha, 1);
}
