// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Takes the best runner for a network.</summary>
internal static class RunnerChoice
{
    /// <summary>The managed runner where it knows every layer and the loss, on the CPU; else the eager one.</summary>
    /// <param name="network">The network, which the runner takes over.</param>
    /// <param name="request">The fit.</param>
    /// <param name="frozen">The parameters that stay as they are.</param>
    /// <param name="streams">The fit's random streams.</param>
    /// <param name="threads">How many threads it may use.</param>
    public static IEpochRunner Make(InitialNetwork network, FitRequest request, FrozenLayers frozen, RandomStreams streams, int threads)
    {
        var loss = request.Settings.Loss;
        var onCpu = request.Device.Kind == DeviceKind.Cpu && request.Run.Runner == RunnerKind.Auto
            && request.Previous?.History.Runner != EagerRunner.RunnerName; // a fit that goes on stays on its runner
        if (onCpu && network.Weights is { } weights && loss.Managed is { } managed)
        {
            var layout = ParameterLayout.Of(weights.Stack, frozen);
            if (NetworkPlan.Of(weights.Stack, network.Shape.Row, layout.Slots, layout.TrainedCount) is { } plan)
            {
                return new ManagedRunner(weights, layout, plan, managed, streams.Dropout, threads);
            }
        }

        return new EagerRunner(network, request.Device, loss, frozen, streams.Dropout);
    }
}
