// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The scaled exponential linear unit. See <see cref="Activation.SELU"/>.</summary>
public sealed record SELUActivation : Activation
{
    internal override nn.Module<Tensor, Tensor> ToModule() => nn.SELU();

    internal override ActivationKernel Kernel => new ELUKernel(1.6732632423543772f, 1.0507009873554805f);
}
