// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A network of standard layers, one after the other, as data, which becomes a TorchSharp module on demand.</summary>
/// <remarks>Stacks with equal layers under equal names are equal. Weights are no part of it; they are flat vectors in the
/// order of <see cref="Parameters"/>.</remarks>
#pragma warning disable CA1711 // a stack of layers is the field's word; it is no System.Collections.Stack
public sealed record LayerStack
#pragma warning restore CA1711
{
    /// <summary>Makes a stack.</summary>
    /// <param name="layers">The layers, first to last, with different names.</param>
    /// <exception cref="ArgumentException">Two layers have the same name.</exception>
    public LayerStack(ValueList<NamedLayer> layers) => Layers = layers;

    /// <summary>The layers, first to last.</summary>
    public ValueList<NamedLayer> Layers { get; init => field = WithDifferentNames(Guard.NotNull(value)); }

    /// <summary>The trained tensors in a flat vector: layer by layer, a weight before its bias.</summary>
    public IReadOnlyList<TensorSlot> Parameters => Slots(layer => layer.Parameters);

    /// <summary>The float tensors that change in training without a gradient, in a flat vector of their own.</summary>
    public IReadOnlyList<TensorSlot> Buffers => Slots(layer => layer.Buffers);

    /// <summary>The names of the integers that count batches in training.</summary>
    public IReadOnlyList<string> Counters =>
        [.. Layers.SelectMany(item => item.Layer.Counters.Select(counter => $"{item.Name}.{counter}"))];

    /// <summary>How many numbers are trained.</summary>
    public int ParameterCount => Parameters.Sum(slot => slot.Count);

    /// <summary>How many numbers <see cref="Buffers"/> have.</summary>
    public int BufferCount => Buffers.Sum(slot => slot.Count);

    /// <summary>The shape of an output row.</summary>
    /// <param name="input">The shape of an input row, without the batch: [features] or [channels, height, width].</param>
    /// <exception cref="InvalidOperationException">A layer does not take what the layers before it give.</exception>
    public ValueList<int> OutputShape(ValueList<int> input) => OutputShape(Guard.NotNull(input, nameof(input)), "");

    /// <summary>All layers, those inside others too, which follow the one that holds them.</summary>
    internal IEnumerable<NamedLayer> AllLayers => WithInner(Layers);

    /// <summary>The shape of an output row of a stack that is part of a layer.</summary>
    /// <param name="input">The shape of an input row.</param>
    /// <param name="prefix">What stands before the layers' names in messages.</param>
    internal ValueList<int> OutputShape(ValueList<int> input, string prefix) =>
        Layers.Aggregate(input, (shape, item) => item.Layer.OutputShape(prefix + item.Name, shape));

    /// <summary>The shapes of all that a forward pass computes of a row.</summary>
    /// <param name="input">The shape of an input row, without the batch.</param>
    /// <param name="prefix">What stands before the layers' names in messages.</param>
    internal IEnumerable<ValueList<int>> ActivationShapes(ValueList<int> input, string prefix = "")
    {
        foreach (var (name, layer) in Layers)
        {
            foreach (var shape in layer.ActivationShapes(prefix + name, input).ToList())
            {
                yield return input = shape;
            }
        }
    }

    /// <summary>How many numbers the layers give for one row.</summary>
    /// <param name="input">The shape of an input row, without the batch.</param>
    internal long ActivationsPerRow(ValueList<int> input) =>
        ActivationShapes(input).Sum(ShapeSize.Long);

    /// <summary>About how many multiply-adds a row's forward pass takes.</summary>
    /// <param name="input">The shape of an input row, without the batch.</param>
    /// <param name="prefix">What stands before the layers' names in messages.</param>
    internal long MultiplyAdds(ValueList<int> input, string prefix = "")
    {
        var sum = 0L;
        foreach (var (name, layer) in Layers)
        {
            sum += layer.MultiplyAdds(prefix + name, input);
            input = layer.OutputShape(prefix + name, input);
        }

        return sum;
    }

    /// <summary>A table of the layers: name, kind, output shape and number of parameters.</summary>
    /// <param name="input">The shape of an input row, without the batch.</param>
    /// <exception cref="InvalidOperationException">A layer does not take what the layers before it give.</exception>
    public string Summary(ValueList<int> input)
    {
        var table = new SummaryTable();
        var shape = Guard.NotNull(input, nameof(input));
        foreach (var (name, layer) in Layers)
        {
            shape = layer.OutputShape(name, shape);
            table.Add(name, layer.Kind, shape.Select(size => (long)size), new LayerStack([new(name, layer)]).ParameterCount);
        }

        return table.ToString();
    }

    /// <summary>Draws initial weights, from the stream alone: weights of linear and convolution layers and embeddings are
    /// uniform between ±sqrt(6 / (fan in + fan out)), norms start with scale 1, all biases with 0.</summary>
    /// <param name="parameters">The flat vector to fill, <see cref="ParameterCount"/> long.</param>
    /// <param name="random">The stream.</param>
    /// <exception cref="ArgumentException">The vector has another length.</exception>
    public void Initialize(Span<float> parameters, RandomStream random) =>
        Initialize(parameters, random, WeightInitialization.Default);

    /// <summary>Draws initial weights.</summary>
    /// <param name="parameters">The flat vector to fill, <see cref="ParameterCount"/> long.</param>
    /// <param name="random">The stream.</param>
    /// <param name="rule">How weights of linear and convolution layers are drawn.</param>
    internal void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule)
    {
        Guard.NotNull(random, nameof(random));
        if (parameters.Length != ParameterCount)
        {
            throw new ArgumentException(
                $"The network has {ParameterCount} parameters, but the vector has {parameters.Length} numbers.",
                nameof(parameters));
        }

        parameters.Clear();
        foreach (var (_, layer) in Layers)
        {
            var count = Count(layer.Parameters);
            layer.Initialize(parameters[..count], random, rule);
            parameters = parameters[count..];
        }
    }

    /// <summary>Sets the buffers as they are before training; their numbers are 0 before.</summary>
    internal void InitializeBuffers(Span<float> buffers)
    {
        foreach (var (_, layer) in Layers)
        {
            var count = Count(layer.Buffers);
            layer.InitializeBuffers(buffers[..count]);
            buffers = buffers[count..];
        }
    }

    /// <summary>Makes a module on the CPU, without drawing from torch's generator; its weights are still to be set.</summary>
    /// <param name="dropout">Where dropout layers draw their masks from; null gives torch's own dropout layers.</param>
    /// <returns>A <c>Sequential</c> whose parameters have the names and order of <see cref="Parameters"/>: zeros, and scale 1
    /// in norms. The caller disposes it.</returns>
    public nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout = null)
    {
        var modules = new List<(string, nn.Module<Tensor, Tensor> Module)>();
        try
        {
            modules.AddRange(Layers.Select(item => (item.Name, item.Layer.ToModule(dropout))));
            return nn.Sequential(modules.ToArray());
        }
        catch
        {
            modules.ForEach(item => item.Module.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Layers.Select(item => $"{item.Name}: {item.Layer.Kind}"))}]";

    private static int Count(IReadOnlyList<(string Name, ValueList<int> Shape)> tensors) =>
        tensors.Sum(tensor => new TensorSlot(tensor.Name, tensor.Shape, 0).Count);

    private static IEnumerable<NamedLayer> WithInner(ValueList<NamedLayer> layers) => layers.SelectMany(item => item.Layer.Inner
        .Select(inner => new NamedLayer($"{item.Name}.{inner.Name}", inner.Layer)).Prepend(item));

    private List<TensorSlot> Slots(Func<Layer, IReadOnlyList<(string Name, ValueList<int> Shape)>> tensors)
    {
        var slots = new List<TensorSlot>();
        var offset = 0;
        foreach (var (layer, data) in Layers)
        {
            foreach (var (name, shape) in tensors(data))
            {
                slots.Add(new TensorSlot($"{layer}.{name}", shape, offset));
                offset = checked(offset + slots[^1].Count);
            }
        }

        return slots;
    }

    private static ValueList<NamedLayer> WithDifferentNames(ValueList<NamedLayer> layers)
    {
        var twice = WithInner(layers).GroupBy(item => item.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? layers
            : throw new ArgumentException(
                $"Layers must have different names, but {twice.Count()} have '{twice.Key}'.", nameof(layers));
    }
}
