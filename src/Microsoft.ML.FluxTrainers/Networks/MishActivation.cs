// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>x tanh(softplus(x)). See <see cref="Activation.Mish"/>.</summary>
public sealed record MishActivation : Activation
{
    internal override nn.Module<Tensor, Tensor> ToModule() => nn.Mish();

    internal override ActivationKernel Kernel => new MishKernel();
}
