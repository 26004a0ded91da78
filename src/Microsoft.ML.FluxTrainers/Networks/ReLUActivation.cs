// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>max(0, x). See <see cref="Activation.ReLU"/>.</summary>
public sealed record ReLUActivation : Activation
{
    internal override nn.Module<Tensor, Tensor> ToModule() => nn.ReLU();

    internal override ActivationKernel Kernel => new ReLUKernel();
}
