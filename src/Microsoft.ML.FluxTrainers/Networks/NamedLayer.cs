// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A layer and its name in the network, the first part of its weights' names.</summary>
/// <param name="Name">The name, not empty; a layer inside a nested module has dots in it, e.g. "0.1".</param>
/// <param name="Layer">The layer.</param>
/// <exception cref="ArgumentException">The name is empty.</exception>
public sealed record NamedLayer(string Name, Layer Layer)
{
    /// <summary>The name, not empty.</summary>
    public string Name { get; init => field = Guard.NotEmpty(value); } = Guard.NotEmpty(Name);

    /// <summary>The layer.</summary>
    public Layer Layer { get; init => field = Guard.NotNull(value); } = Guard.NotNull(Layer);
}
