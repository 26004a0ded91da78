// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>1 / (1 + exp(-x)). See <see cref="Activation.Sigmoid"/>.</summary>
public sealed record SigmoidActivation : Activation
{
    internal override nn.Module<Tensor, Tensor> ToModule() => nn.Sigmoid();

    internal override ActivationKernel Kernel => new SigmoidKernel();
}
