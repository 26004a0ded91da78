// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A network as the managed kernels compute it.</summary>
/// <param name="Steps">Its steps, first to last.</param>
/// <param name="TrainedCount">How many of the flat parameters have a gradient: the first.</param>
internal sealed record NetworkPlan(IReadOnlyList<PlanStep> Steps, int TrainedCount)
{
    /// <summary>The first step with a gradient.</summary>
    public int FirstTrained => Steps.TakeWhile(step => !step.Parameters.Any(slot => slot.Offset < TrainedCount)).Count();

    /// <summary>The numbers that go out for a row.</summary>
    public int Outputs => Steps[^1].Outputs;

    /// <summary>Whether a row's outputs depend on the other rows of its batch in training, so that the batch may not be cut into shares.</summary>
    public bool NeedsWholeBatch { get; } = Steps.Any(step => step.NeedsWholeBatch(TrainedCount));

    /// <summary>Whether a step convolves images.</summary>
    public bool HasConvolutions => Steps.Any(step => step.HasConvolutions);

    /// <summary>The multiply-adds of a row's forward pass.</summary>
    public double MultiplyAdds => Steps.Sum(step => step.MultiplyAdds);

    /// <summary>How many numbers the steps keep of a row's forward pass.</summary>
    public long ActivationsPerRow => Steps.Sum(step => step.Activations);

    /// <summary>The plan of a stack, or null where it has layers that only torch knows.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="row">The shape of an input row.</param>
    public static NetworkPlan? Of(LayerStack stack, ValueList<int> row) => Of(stack, row, stack.Parameters, stack.ParameterCount);

    /// <summary>The plan of a stack whose parameters lie in another order.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="row">The shape of an input row.</param>
    /// <param name="parameters">Where its parameters lie.</param>
    /// <param name="trainedCount">How many of the flat parameters have a gradient: the first.</param>
    public static NetworkPlan? Of(LayerStack stack, ValueList<int> row, IReadOnlyList<TensorSlot> parameters, int trainedCount)
    {
        var counters = stack.Counters.Select((name, at) => new TensorSlot(name, [], at));
        var builder = new PlanBuilder(row, parameters.Concat(stack.Buffers).Concat(counters).ToDictionary(slot => slot.Name));
        var isKnown = PoolingFirst.Of(stack).Layers.All(item => builder.TryAdd(item.Name, item.Layer));
        return isKnown && builder.Finish(channelsLast: false) is { Count: > 0 } steps ? new NetworkPlan(steps, trainedCount) : null;
    }
}
