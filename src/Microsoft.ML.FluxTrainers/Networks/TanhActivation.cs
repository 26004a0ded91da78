// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperbolic tangent. See <see cref="Activation.Tanh"/>.</summary>
public sealed record TanhActivation : Activation
{
    internal override nn.Module<Tensor, Tensor> ToModule() => nn.Tanh();

    internal override ActivationKernel Kernel => new TanhKernel();
}
