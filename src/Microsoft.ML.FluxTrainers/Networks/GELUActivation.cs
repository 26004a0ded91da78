// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>x times the normal distribution function of x. See <see cref="Activation.GELU"/>.</summary>
public sealed record GELUActivation : Activation
{
    internal override nn.Module<Tensor, Tensor> ToModule() => nn.GELU();

    internal override ActivationKernel Kernel => new GELUKernel();
}
