// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Takes the best runner for a network.</summary>
internal static class RunnerChoice
{
    /// <summary>The managed runner where it knows every layer and the loss, on the CPU; else the eager one.</summary>
    /// <param name="network">The network, which the runner takes over.</param>
    /// <param name="request">The fit.</param>
    /// <param name="streams">The fit's random streams.</param>
    public static IEpochRunner Make(InitialNetwork network, FitRequest request, RandomStreams streams)
    {
        var loss = request.Settings.Loss;
        var onCpu = request.Device.Kind == DeviceKind.Cpu && request.Run.Runner == RunnerKind.Auto
            && request.Previous?.History.Runner != EagerRunner.RunnerName; // a fit that goes on stays on its runner
        return onCpu && network.Weights is { } weights && loss.Managed is { } managed && DensePlan.Of(weights.Stack) is { } plan
            ? new ManagedRunner(weights, plan, managed, streams.Dropout)
            : new EagerRunner(network, request.Device, loss, streams.Dropout);
    }
}
