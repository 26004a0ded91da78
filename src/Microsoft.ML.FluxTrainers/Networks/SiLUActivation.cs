// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>x / (1 + exp(-x)). See <see cref="Activation.SiLU"/>.</summary>
public sealed record SiLUActivation : Activation
{
    internal override nn.Module<Tensor, Tensor> ToModule() => nn.SiLU();

    internal override ActivationKernel Kernel => new SiLUKernel();
}
