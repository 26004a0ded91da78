// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A recipe of standard layers, which describes its network as data before it becomes a module.</summary>
public abstract record StackBuilder : NetworkBuilder
{
    /// <summary>The layers of the network.</summary>
    /// <param name="shape">The sizes found in the data.</param>
    public abstract LayerStack Describe(NetworkShape shape);

    /// <summary>How initial weights are drawn.</summary>
    internal virtual WeightInitialization Initialization => WeightInitialization.Default;

    /// <inheritdoc/>
    /// <remarks>All initial weights are drawn from the shape's stream, none from torch's generator.</remarks>
    public sealed override nn.Module<Tensor, Tensor> Build(NetworkShape shape)
    {
        var stack = Describe(shape);
        var weights = NetworkWeights.Initial(stack, shape.Random, Initialization);
        var module = stack.ToModule();
        weights.CopyTo(module);
        return module;
    }
}
