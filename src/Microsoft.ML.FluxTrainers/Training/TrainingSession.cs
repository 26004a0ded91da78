// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>All that changes while a network is trained: what a later fit would continue.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly ModuleBinding _binding;

    public TrainingSession(NetworkUnderTraining network, Device device, RandomStreams streams, int rowCount, TrainingSetup setup)
    {
        (Network, Device, Streams, RowCount, Setup) = (network, device, streams, rowCount, setup);
        History = new TrainingRecorder(setup);
        network.Module.to(device.ToTorch());
        _binding = new ModuleBinding(network.Module, device);
        OptimizerState = new OptimizerState(_binding.Parameters);
    }

    /// <summary>The network; its parameters are views of <see cref="Parameters"/>.</summary>
    public NetworkUnderTraining Network { get; }

    /// <summary>Where it is trained.</summary>
    public Device Device { get; }

    /// <summary>The random streams of the fit.</summary>
    public RandomStreams Streams { get; }

    /// <summary>The number of training rows.</summary>
    public int RowCount { get; }

    /// <summary>What the bits of the result depend on beside options and data.</summary>
    public TrainingSetup Setup { get; }

    /// <summary>All parameters, one after the other.</summary>
    public FlatVector Parameters => _binding.Parameters;

    /// <summary>All gradients in the same order: sums over rows until the update.</summary>
    public FlatVector Gradient => _binding.Gradient;

    /// <summary>The optimizer's moments and counters.</summary>
    public OptimizerState OptimizerState { get; }

    /// <summary>The number of updates so far.</summary>
    public long Step { get; set; }

    /// <summary>The number of epochs so far.</summary>
    public int Epoch { get; set; }

    /// <summary>What happened.</summary>
    public TrainingRecorder History { get; }

    /// <summary>The trained network, apart from this session.</summary>
    public TrainedNetwork ToTrained()
    {
        using var scope = torch.NewDisposeScope();
        return new TrainedNetwork(Network.Builder, Network.Shape, Network.Stack, NetworkState.Of(Network.Module));
    }

    public void Dispose()
    {
        OptimizerState.Dispose();
        _binding.Dispose();
        Network.Dispose();
    }
}
