// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>x itself. See <see cref="Activation.Identity"/>.</summary>
public sealed record IdentityActivation : Activation
{
    internal override nn.Module<Tensor, Tensor> ToModule() => nn.Identity();
}
