// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A builder of a user's own, whose network nothing but code can describe.</summary>
internal sealed record ResidualBuilder : NetworkBuilder
{
    public override nn.Module<Tensor, Tensor> Build(NetworkShape shape) => new Residual(shape.Inputs, shape.Outputs);
}
