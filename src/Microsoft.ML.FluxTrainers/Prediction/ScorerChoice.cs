// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Takes the fastest scorer for a network.</summary>
internal static class ScorerChoice
{
    /// <summary>Managed code where it knows every layer, on the CPU; else TorchSharp.</summary>
    public static IScorer Make(TrainedNetwork network, Device device) =>
        device.Kind == DeviceKind.Cpu && network.Stack is { } stack && NetworkPlan.Of(stack, network.Shape.Row) is { } plan
            ? ManagedScorer.Of(network, plan) ?? (IScorer)new PlanScorer(network, plan)
            : new TorchScorer(network, device);
}
