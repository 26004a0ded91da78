// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Networks with initial weights that one can calculate with.</summary>
internal static class KnownNetwork
{
    /// <summary>Two features in, the same two numbers out.</summary>
    public static NetworkBuilder Identity { get; } = NetworkBuilder.From("identity", _ =>
    {
        var layer = nn.Linear(2, 2);
        using var off = no_grad();
        layer.weight!.copy_(eye(2));
        layer.bias!.zero_();
        return nn.Sequential(("output", layer));
    });
}
