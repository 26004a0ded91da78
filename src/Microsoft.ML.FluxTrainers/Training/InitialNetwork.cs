// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A new network with its initial weights, which a runner takes over.</summary>
/// <param name="Builder">What made it.</param>
/// <param name="Shape">The sizes that the data fixed.</param>
/// <param name="Weights">The network as data with its weights, or null where only its builder can make it.</param>
/// <param name="Module">The module, where the network is not known as data; else null.</param>
/// <param name="WhyNoStack">Where it is not known as data: what is in the way, as the end of a sentence about it.</param>
internal sealed record InitialNetwork(
    NetworkBuilder Builder,
    NetworkShape Shape,
    NetworkWeights? Weights,
    torch.nn.Module<torch.Tensor, torch.Tensor>? Module = null,
    string? WhyNoStack = null)
{
    /// <summary>Builds the network and draws its initial weights.</summary>
    /// <exception cref="InvalidOperationException">The network does not fit the data.</exception>
    public static InitialNetwork Create(NetworkBuilder builder, NetworkShape shape, RandomStreams streams)
    {
        var seeded = shape with { Random = streams.Init };
        var network = builder is StackBuilder known ? FromStack(known, seeded) : FromModule(builder, seeded, streams.Dropout);
        return network.Module is not null || network.Weights!.Parameters.Length > 0 ? network : throw Untrainable(builder);
    }

    /// <summary>A table of layers, output shapes and numbers of parameters.</summary>
    public string Summary() => Weights?.Stack.Summary(Shape.Row) ?? ModuleSummary.Of(Module!, Shape.Row);

    /// <summary>How many numbers the layers give for one row: what a forward pass keeps for the backward pass.</summary>
    public long ActivationsPerRow() => Weights is { } weights
        ? weights.Stack.ActivationsPerRow(Shape.Row)
        : ActivationCount.PerRow(Module!, Shape.Row);

    /// <summary>About how many multiply-adds a row's forward pass takes; one a parameter where only torch knows the layers.</summary>
    public long MultiplyAddsPerRow() => Weights is { } weights ? weights.Stack.MultiplyAdds(Shape.Row) : ParameterCount;

    /// <summary>How many numbers its parameters have, frozen ones too.</summary>
    public long ParameterCount => Weights?.Parameters.Length ?? Module!.parameters().Sum(parameter => parameter.numel());

    /// <summary>The names of all parameters, in their order.</summary>
    public IReadOnlyList<string> ParameterNames => Weights is { } weights
        ? [.. weights.Stack.Parameters.Select(slot => slot.Name)]
        : [.. Module!.named_parameters().Select(item => item.name)];

    /// <summary>A copy of all numbers.</summary>
    public NetworkState State() => Weights is { } weights ? NetworkState.Of(weights) : NetworkState.Of(Module!);

    /// <summary>Takes over numbers in the order of <see cref="State"/>.</summary>
    public void SetState(NetworkState state)
    {
        if (Weights is { } weights)
        {
            weights.CopyFrom(state);
        }
        else
        {
            state.CopyTo(Module!);
        }
    }

    private static InitialNetwork FromStack(StackBuilder builder, NetworkShape shape)
    {
        var stack = CategoryLookup.InFrontOf(NetworkCheck.Describe(builder, shape.ForBuilder), shape);
        CheckSize(stack.Layers.SelectMany(item => item.Layer.Parameters).Sum(tensor => tensor.Shape.Aggregate(1.0, (product, size) => product * size)), builder, shape);
        return new InitialNetwork(builder, shape, NetworkWeights.Initial(stack, shape.Random, builder.Initialization));
    }

    /// <summary>Calls a builder that gives a module.</summary>
    /// <remarks>A module of standard layers is taken as data, so that its dropout draws from our own stream and it is saved
    /// and trained like a network of our own.</remarks>
    private static InitialNetwork FromModule(NetworkBuilder builder, NetworkShape shape, RandomStream dropout)
    {
        TorchNative.EnsureLoaded();
        var tables = CategoryLookup.Draw(shape); // before the builder draws, as in a stack
        var module = NetworkCheck.Build(builder, shape.ForBuilder);
        try
        {
            NetworkState.Check(module);
            CheckSize(module.parameters().Sum(parameter => (double)parameter.numel()), builder, shape);
            if (!module.parameters().Any(parameter => parameter.requires_grad))
            {
                throw Untrainable(builder);
            }

            module = CategoryLookup.InFrontOf(module, shape, tables, dropout);
            if (!ModuleDescriber.TryDescribe(module, out var stack, out var why))
            {
                return new InitialNetwork(builder, shape, null, module, why);
            }

            var weights = NetworkWeights.Read(stack, module);
            module.Dispose();
            return new InitialNetwork(builder, shape, weights);
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a network of more numbers than one vector can hold, in words: sizes of vectors overflow.</summary>
    private static void CheckSize(double count, NetworkBuilder builder, NetworkShape shape)
    {
        if (count > PinnedFloats.MaxLength)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{builder} makes a network of {count:N0} parameters for {shape.Inputs} inputs and {shape.Outputs} outputs, but at most {PinnedFloats.MaxLength:N0} can be trained. Make its layers narrower, or give it fewer features."));
        }
    }

    private static InvalidOperationException Untrainable(NetworkBuilder builder) =>
        new($"{builder} built a network without a trainable parameter.");
}
