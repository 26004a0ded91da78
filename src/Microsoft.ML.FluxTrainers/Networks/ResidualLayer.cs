// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Layers around which their input takes a shortcut: activation(body(x) + shortcut(x)).</summary>
/// <param name="Body">The layers whose output is added to that of the shortcut.</param>
/// <exception cref="ArgumentNullException">A setting is null.</exception>
/// <remarks>He et al. (2016), "Deep residual learning for image recognition", CVPR. Weights are named by this layer's name, a
/// dot and their names in body or shortcut, whose layers must have different names; the network's making checks it.</remarks>
public sealed record ResidualLayer(LayerStack Body) : Layer
{
    /// <summary>The layers whose output is added to that of the shortcut.</summary>
    public LayerStack Body { get; init => field = Guard.NotNull(value); } = Guard.NotNull(Body);

    /// <summary>The layers of the shortcut; null adds the input itself. Default null.</summary>
    public LayerStack? Shortcut { get; init; }

    /// <summary>Applied to the sum. Default <see cref="Activation.ReLU"/>.</summary>
    public Activation Activation { get; init => field = Guard.NotNull(value); } = Activation.ReLU;

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Parameters =>
        [.. Stacks.SelectMany(stack => stack.Parameters).Select(slot => (slot.Name, slot.Shape))];

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Buffers =>
        [.. Stacks.SelectMany(stack => stack.Buffers).Select(slot => (slot.Name, slot.Shape))];

    internal override IReadOnlyList<string> Counters => [.. Stacks.SelectMany(stack => stack.Counters)];

    internal override IEnumerable<NamedLayer> Inner => Stacks.SelectMany(stack => stack.AllLayers);

    private IEnumerable<LayerStack> Stacks => Shortcut is null ? [Body] : [Body, Shortcut];

    internal override ValueList<int> OutputShape(string name, ValueList<int> input)
    {
        CheckNames(name);
        var output = Body.OutputShape(input, name + ".");
        var added = Shortcut?.OutputShape(input, name + ".") ?? input;
        return output.Equals(added)
            ? output
            : throw new InvalidOperationException(
                $"Layer '{name}' ({Kind}) adds rows of its body, of shape {output}, to rows of its shortcut, of shape {added}. "
                + "They must have the same shape.");
    }

    internal override IEnumerable<ValueList<int>> ActivationShapes(string name, ValueList<int> input)
    {
        var sum = OutputShape(name, input);
        return [.. Stacks.SelectMany(stack => stack.ActivationShapes(input, name + ".")), sum, sum];
    }

    internal override long MultiplyAdds(string name, ValueList<int> input) =>
        Stacks.Sum(stack => stack.MultiplyAdds(input, name + "."));

    internal override void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule)
    {
        var own = Body.ParameterCount;
        Body.Initialize(parameters[..own], random, rule);
        Shortcut?.Initialize(parameters[own..], random, rule);
    }

    internal override void InitializeBuffers(Span<float> buffers)
    {
        var own = Body.BufferCount;
        Body.InitializeBuffers(buffers[..own]);
        Shortcut?.InitializeBuffers(buffers[own..]);
    }

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) =>
        new ResidualModule(Modules(Body, dropout), Modules(Shortcut, dropout), Activation.ToModule());

    private static List<(string Name, nn.Module<Tensor, Tensor> Module)> Modules(LayerStack? stack, RandomStream? dropout) =>
        [.. (stack?.Layers ?? []).Select(item => (item.Name, item.Layer.ToModule(dropout)))];

    // The layers of both stacks are children of one module.
    private void CheckNames(string name)
    {
        var names = Stacks.SelectMany(stack => stack.Layers).Select(item => item.Name).ToList();
        var bad = names.Find(one => names.Exists(other => other.StartsWith(one + '.', StringComparison.Ordinal)));
        if (bad is not null)
        {
            throw new InvalidOperationException(
                $"Layer '{name}' ({Kind}) has a layer '{bad}' and one whose name starts with '{bad}.'. Rename one in its body or shortcut.");
        }
    }
}
