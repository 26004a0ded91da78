// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>log(1 + exp(x)). See <see cref="Activation.Softplus"/>.</summary>
public sealed record SoftplusActivation : Activation
{
    internal override nn.Module<Tensor, Tensor> ToModule() => nn.Softplus();

    internal override ActivationKernel Kernel => new SoftplusKernel();
}
