// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A type that a hostile file names; it must never be made.</summary>
public sealed record Canary : NetworkBuilder
{
    public Canary() => Made++;

    public static int Made { get; private set; }

    public override nn.Module<Tensor, Tensor> Build(NetworkShape shape) => throw new NotSupportedException();
}
