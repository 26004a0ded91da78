// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Takes the fastest scorer for a network.</summary>
internal static class ScorerChoice
{
    /// <summary>Managed code where it knows every layer, on the CPU; else TorchSharp.</summary>
    /// <remarks>Torch computes one row by several threads, which pays for large networks, such as ResNet 18 on photographs: those it gets where it is there.</remarks>
    public static IScorer Make(TrainedNetwork network, Device device) =>
        device.Kind == DeviceKind.Cpu && network.Stack is { } stack && NetworkPlan.Of(stack, network.Shape.Row) is { } plan
            && !WantsThreadsOfTorch(plan)
            ? ManagedScorer.Of(network, plan) ?? (IScorer)new PlanScorer(network, plan)
            : new TorchScorer(network, device);

    private static bool WantsThreadsOfTorch(NetworkPlan plan) =>
        plan.MultiplyAdds >= TorchThreads.LargePass && Environment.ProcessorCount > 1 && TorchThreads.AreFast(plan.HasConvolutions);
}
