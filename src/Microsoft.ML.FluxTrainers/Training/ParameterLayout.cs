// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where the parameters of a stack lie while some of them are frozen: the trained ones first, else in their order, so
/// that all that works on a flat vector of trained parameters needs to know nothing of the others.</summary>
/// <param name="Places">Each parameter's place in the stack, and its place here.</param>
/// <param name="TrainedCount">How many numbers are trained.</param>
internal sealed record ParameterLayout(IReadOnlyList<(TensorSlot Stack, TensorSlot Here)> Places, int TrainedCount)
{
    /// <summary>The places here.</summary>
    public IReadOnlyList<TensorSlot> Slots => [.. Places.Select(place => place.Here)];

    /// <summary>The layout of a stack.</summary>
    public static ParameterLayout Of(LayerStack stack, FrozenLayers frozen)
    {
        var places = new List<(TensorSlot, TensorSlot)>();
        var (offset, trained) = (0, 0);
        foreach (var slot in stack.Parameters.OrderBy(slot => frozen.Contains(slot.Name)))
        {
            places.Add((slot, slot with { Offset = offset }));
            offset += slot.Count;
            trained += frozen.Contains(slot.Name) ? 0 : slot.Count;
        }

        return new ParameterLayout(places, trained);
    }

    /// <summary>Copies parameters in the order of the stack.</summary>
    public void Copy(ReadOnlySpan<float> stack, Span<float> here)
    {
        foreach (var (from, to) in Places)
        {
            stack[from.Range].CopyTo(here[to.Range]);
        }
    }

    /// <summary>Copies parameters into the order of the stack.</summary>
    public void CopyBack(ReadOnlySpan<float> here, Span<float> stack)
    {
        foreach (var (to, from) in Places)
        {
            here[from.Range].CopyTo(stack[to.Range]);
        }
    }
}
