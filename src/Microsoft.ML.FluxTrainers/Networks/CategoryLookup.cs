// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Puts the lookup of categories in front of the network that a builder made: the one place where that is done.</summary>
internal static class CategoryLookup
{
    private const string Name = "embedding";
    private const string Rest = "network";

    /// <summary>The layers with the lookup in front, where the rows have categories.</summary>
    public static LayerStack InFrontOf(LayerStack stack, NetworkShape shape)
    {
        if (shape.Embedding is not { } embedding)
        {
            return stack;
        }

        var name = Name;
        while (stack.Layers.Any(layer => layer.Name == name))
        {
            name += "_";
        }

        return new LayerStack([new(name, embedding), .. stack.Layers]);
    }

    /// <summary>The module with the lookup in front, where the rows have categories; it owns the module that it is given.</summary>
    /// <param name="module">What the builder made.</param>
    /// <param name="shape">The rows.</param>
    /// <param name="tables">The vectors, or null for zeros.</param>
    /// <param name="dropout">Where it is drawn which ids count as unknown in training.</param>
    public static nn.Module<Tensor, Tensor> InFrontOf(
        nn.Module<Tensor, Tensor> module, NetworkShape shape, NetworkWeights? tables = null, RandomStream? dropout = null)
    {
        if (shape.Embedding is not { } embedding)
        {
            return module;
        }

        var whole = nn.Sequential((Name, embedding.ToModule(dropout)), (Rest, module));
        tables?.CopyTo(whole);
        return whole;
    }

    /// <summary>The initial vectors, drawn from the shape's stream, or null where the rows have no categories.</summary>
    public static NetworkWeights? Draw(NetworkShape shape) => shape.Embedding is { } embedding
        ? NetworkWeights.Initial(Alone(embedding), shape.Random)
        : null;

    /// <summary>The lookup in front of a module, whose own layers are not known as data.</summary>
    public static LayerStack Alone(EntityEmbeddingLayer embedding) => new([new(Name, embedding)]);

    /// <summary>The trained vectors of the category in a slot, one after the other.</summary>
    public static float[] Table(TrainedNetwork network, EmbeddedSlot slot)
    {
        var name = $"{network.Stack?.Layers[0].Name ?? Name}.{slot.Table}";
        return (float[])network.State.Tensors.Single(tensor => tensor.Name == name).Values;
    }
}
