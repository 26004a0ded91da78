// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Takes the best runner for a network.</summary>
internal static class RunnerChoice
{
    /// <summary>The managed runner where it knows every layer and the loss, on the CPU; else the eager one.</summary>
    /// <remarks>A fit that goes on stays on its runner. The managed one cannot cut a batch into shares for several threads where batch norms need it whole; torch can, so it gets such networks
    /// where they are large enough for its own threads to pay.</remarks>
    /// <param name="network">The network, which the runner takes over.</param>
    /// <param name="request">The fit.</param>
    /// <param name="frozen">The parameters that stay as they are.</param>
    /// <param name="streams">The fit's random streams.</param>
    /// <param name="threads">How many threads it may use.</param>
    public static IEpochRunner Make(InitialNetwork network, FitRequest request, FrozenLayers frozen, RandomStreams streams, int threads)
    {
        var loss = request.Settings.Loss;
        var before = request.Previous?.History.Runner;
        var onCpu = request.Device.Kind == DeviceKind.Cpu && request.Run.Runner == RunnerKind.Auto && request.Run.Traits is null && before != EagerRunner.RunnerName;
        if (onCpu && network.Weights is { } weights && loss.Managed is { } managed)
        {
            var layout = ParameterLayout.Of(weights.Stack, frozen);
            if (layout.TrainedCount > 0 && NetworkPlan.Of(weights.Stack, network.Shape.Row, layout.Slots, layout.TrainedCount) is { } plan
                && (before is not null || !WantsThreadsOfTorch(plan, threads, Math.Min(request.Settings.BatchSize, request.Train.Count))))
            {
                return new ManagedRunner(weights, layout, plan, managed, streams.Dropout, threads);
            }
        }

        return new EagerRunner(network, request.Device.ToTorch(), loss, frozen, streams.Dropout, request.Traits.IsApart);
    }

    private static bool WantsThreadsOfTorch(NetworkPlan plan, int threads, int batch) =>
        plan.NeedsWholeBatch && threads > 1 && batch * plan.MultiplyAdds > TorchThreads.LargePass && TorchThreads.AreFast(plan.HasConvolutions);
}
