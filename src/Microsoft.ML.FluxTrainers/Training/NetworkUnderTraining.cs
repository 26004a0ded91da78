// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;
using TorchSharp.Modules;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A new network, ready to be trained.</summary>
internal sealed class NetworkUnderTraining : IDisposable
{
    private readonly bool _drawsFromTorch;
    private readonly List<BatchNorm1d> _batchNorms;

    private NetworkUnderTraining(
        NetworkBuilder builder, NetworkShape shape, Made made)
    {
        (Builder, Shape, Stack, Module) = (builder, shape, made.Stack, made.Module);
        Saving = NetworkSaving.Of(builder, made.Stack, made.WhyNoStack);
        _drawsFromTorch = Stack is null && StochasticLayers.Has(Module);
        _batchNorms = [.. Module.modules().Prepend(Module).OfType<BatchNorm1d>().Distinct()];
    }

    public NetworkBuilder Builder { get; }

    public NetworkShape Shape { get; }

    /// <summary>The network as data, or null where only its builder can make it again.</summary>
    public LayerStack? Stack { get; }

    public torch.nn.Module<torch.Tensor, torch.Tensor> Module { get; }

    /// <summary>Whether and how the network comes back from a saved model.</summary>
    public NetworkSaving Saving { get; }

    /// <summary>Builds the network and draws its initial weights.</summary>
    /// <exception cref="InvalidOperationException">The network does not fit the data.</exception>
    public static NetworkUnderTraining Create(NetworkBuilder builder, NetworkShape shape, RandomStreams streams)
    {
        var seeded = shape with { Random = streams.Init };
        var made = builder is StackBuilder known ? FromStack(known, seeded, streams) : FromModule(builder, seeded, streams);
        var network = new NetworkUnderTraining(builder, shape, made);
        try
        {
            NetworkCheck.Run(network.Module, builder, shape);
            return network.Module.parameters().Any(parameter => parameter.requires_grad)
                ? network
                : throw new InvalidOperationException($"{builder} built a network without a trainable parameter.");
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Where the module holds torch's own random layers: seeds torch's generator until disposed.</summary>
    public IDisposable? LendGenerator(RandomStream random, DeviceType device) =>
        _drawsFromTorch ? new TorchRandomScope(random.NextSeed(), device) : null;

    /// <summary>For a batch of one row: it has no variance, so that batch norms use and keep their running averages until
    /// this is disposed. Null where there are none.</summary>
    public IDisposable? HoldBatchNorms() => _batchNorms.Count > 0 ? new HeldBatchNorms(_batchNorms) : null;

    public void Dispose() => Module.Dispose();

    private static Made FromStack(StackBuilder builder, NetworkShape shape, RandomStreams streams)
    {
        var stack = builder.Describe(shape);
        var module = stack.ToModule(streams.Dropout);
        NetworkWeights.Initial(stack, shape.Random).CopyTo(module);
        return new Made(stack, module, null);
    }

    /// <summary>Calls the builder.</summary>
    /// <remarks>A module of standard layers is made again, so that its dropout draws from our own stream.</remarks>
    private static Made FromModule(NetworkBuilder builder, NetworkShape shape, RandomStreams streams)
    {
        using var random = new TorchRandomScope(shape.Random.NextSeed());
        var module = NetworkCheck.Build(builder, shape);
        if (!ModuleDescriber.TryDescribe(module, out var stack, out var why))
        {
            return new Made(null, module, why);
        }

        using (module)
        {
            var same = stack.ToModule(streams.Dropout);
            NetworkState.Of(module).CopyTo(same);
            return new Made(stack, same, null);
        }
    }

    private sealed record Made(LayerStack? Stack, torch.nn.Module<torch.Tensor, torch.Tensor> Module, string? WhyNoStack);
}
