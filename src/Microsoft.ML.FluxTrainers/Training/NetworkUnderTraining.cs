// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A new network, ready to be trained.</summary>
internal sealed class NetworkUnderTraining : IDisposable
{
    private readonly bool _drawsFromTorch;

    private NetworkUnderTraining(
        NetworkBuilder builder,
        NetworkShape shape,
        LayerStack? stack,
        string? whyNoStack,
        torch.nn.Module<torch.Tensor, torch.Tensor> module)
    {
        (Builder, Shape, Stack, WhyNoStack, Module) = (builder, shape, stack, whyNoStack, module);
        _drawsFromTorch = stack is null && StochasticLayers.Has(module);
    }

    public NetworkBuilder Builder { get; }

    public NetworkShape Shape { get; }

    /// <summary>The network as data, or null where only its builder can make it again.</summary>
    public LayerStack? Stack { get; }

    /// <summary>Where it is no data: what is in the way, as the end of a sentence about the network.</summary>
    public string? WhyNoStack { get; }

    public torch.nn.Module<torch.Tensor, torch.Tensor> Module { get; }

    /// <summary>Builds the network and draws its initial weights.</summary>
    /// <exception cref="InvalidOperationException">The network does not fit the data.</exception>
    public static NetworkUnderTraining Create(NetworkBuilder builder, NetworkShape shape, RandomStreams streams)
    {
        var seeded = shape with { Random = streams.Init };
        var (stack, why, module) = builder is StackBuilder known ? FromStack(known, seeded, streams) : FromModule(builder, seeded, streams);
        var network = new NetworkUnderTraining(builder, shape, stack, why, module);
        try
        {
            NetworkCheck.Run(network.Module, builder, shape);
            NetworkState.Check(network.Module);
            return network.Module.parameters().Any(parameter => parameter.requires_grad)
                ? network
                : throw new InvalidOperationException($"{builder} built a network with nothing to train: no parameter takes a gradient.");
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Where the module holds torch's own random layers: seeds torch's generator until disposed.</summary>
    public IDisposable? LendGenerator(RandomStream random) => _drawsFromTorch ? new TorchRandomScope(random.NextSeed()) : null;

    public void Dispose() => Module.Dispose();

    private static (LayerStack? Stack, string? Why, torch.nn.Module<torch.Tensor, torch.Tensor> Module) FromStack(
        StackBuilder builder, NetworkShape shape, RandomStreams streams)
    {
        var stack = builder.Describe(shape);
        var module = stack.ToModule(streams.Dropout);
        NetworkWeights.Initial(stack, shape.Random).CopyTo(module);
        return (stack, null, module);
    }

    // A module of standard layers is made again, so that its dropout draws from our own stream.
    private static (LayerStack? Stack, string? Why, torch.nn.Module<torch.Tensor, torch.Tensor> Module) FromModule(
        NetworkBuilder builder, NetworkShape shape, RandomStreams streams)
    {
        using var random = new TorchRandomScope(shape.Random.NextSeed());
        var module = NetworkCheck.Build(builder, shape);
        if (!ModuleDescriber.TryDescribe(module, out var stack, out var why))
        {
            return (null, why, module);
        }

        using (module)
        {
            var same = stack.ToModule(streams.Dropout);
            NetworkState.Of(module).CopyTo(same);
            return (stack, null, same);
        }
    }
}
