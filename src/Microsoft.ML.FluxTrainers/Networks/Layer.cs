// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>One layer of a network as data: its settings, without weights and without torch.</summary>
/// <remarks>Shapes are those of one row: the dimension of the batch, which comes first in torch, is left out.</remarks>
[OptionFamily]
public abstract record Layer
{
    private protected Layer()
    {
    }

    /// <summary>The layer's kind in summaries, PyTorch's name for it.</summary>
    internal virtual string Kind => GetType().Name[..^nameof(Layer).Length];

    /// <summary>The trained tensors, in the order of their numbers in the flat vector.</summary>
    internal virtual IReadOnlyList<(string Name, ValueList<int> Shape)> Parameters => [];

    /// <summary>The float tensors that change in training without a gradient.</summary>
    internal virtual IReadOnlyList<(string Name, ValueList<int> Shape)> Buffers => [];

    /// <summary>The single integers that change in training.</summary>
    internal virtual IReadOnlyList<string> Counters => [];

    /// <summary>The layers that it is made of, with their names in it; none for most.</summary>
    internal virtual IEnumerable<NamedLayer> Inner => [];

    /// <summary>The shape of an output row.</summary>
    /// <param name="name">The layer's name, for the message.</param>
    /// <param name="input">The shape of an input row.</param>
    /// <exception cref="InvalidOperationException">The layer does not take such rows.</exception>
    internal abstract ValueList<int> OutputShape(string name, ValueList<int> input);

    /// <summary>The shapes of all that a forward pass computes of a row, the output row last.</summary>
    /// <param name="name">The layer's name, for the message.</param>
    /// <param name="input">The shape of an input row.</param>
    /// <exception cref="InvalidOperationException">The layer does not take such rows.</exception>
    internal virtual IEnumerable<ValueList<int>> ActivationShapes(string name, ValueList<int> input) => [OutputShape(name, input)];

    /// <summary>About how many multiply-adds a row's forward pass takes.</summary>
    /// <param name="name">The layer's name, for the message.</param>
    /// <param name="input">The shape of an input row.</param>
    internal virtual long MultiplyAdds(string name, ValueList<int> input) => ParameterCount;

    /// <summary>How many numbers are trained.</summary>
    private protected long ParameterCount => Parameters.Sum(tensor => ShapeSize.Long(tensor.Shape));

    /// <summary>Draws the initial parameters; their numbers are 0 before.</summary>
    /// <param name="parameters">The parameters, one after the other.</param>
    /// <param name="random">The stream.</param>
    /// <param name="rule">How weights of linear and convolution layers are drawn.</param>
    internal virtual void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule)
    {
    }

    /// <summary>Sets the buffers as they are before training; their numbers are 0 before.</summary>
    internal virtual void InitializeBuffers(Span<float> buffers)
    {
    }

    /// <summary>A module of torch on the CPU whose weights the caller sets; nothing is drawn from torch's generator.</summary>
    /// <param name="dropout">Where masks are drawn from, or null for torch's own dropout.</param>
    internal abstract nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout);

    private protected InvalidOperationException Misfit(string name, ValueList<int> input, string wanted) =>
        new($"Layer '{name}' ({Kind}) needs rows of shape {wanted}, but gets {input}.");
}
