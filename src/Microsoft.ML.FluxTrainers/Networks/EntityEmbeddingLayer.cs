// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Replaces the ids of categories in a row by their trained vectors, in place; all other numbers pass through.</summary>
/// <param name="Inputs">The numbers of a row, ids among them; at least 1.</param>
/// <param name="Slots">The slots that hold ids, in ascending order; at least one.</param>
/// <exception cref="ArgumentException">The slots are not in ascending order, or lie outside of the row.</exception>
/// <remarks>
/// The same as one-hot columns times a matrix for each category, without the zeros. The vectors start as the weights of a linear
/// layer on one-hot columns: uniform between ±sqrt(6 / (levels + dimensions)). Ids are numbers from 0; what stands behind a decimal point is cut.
/// <para>Guo and Berkhahn (2016), "Entity embeddings of categorical variables", arXiv:1604.06737.</para>
/// </remarks>
public sealed record EntityEmbeddingLayer(int Inputs, ValueList<EmbeddedSlot> Slots) : Layer
{
    /// <summary>The numbers of a row, ids among them; at least 1.</summary>
    public int Inputs { get; init => field = Guard.Positive(value); } = Guard.Positive(Inputs);

    /// <summary>The slots that hold ids, in ascending order; at least one.</summary>
    public ValueList<EmbeddedSlot> Slots { get; init => field = Ascending(value); } = Ascending(Slots);

    /// <summary>The numbers of a row that goes out.</summary>
    internal int Outputs => checked(Inputs + Slots.Sum(slot => slot.Dimensions - 1));

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Parameters =>
        [.. Slots.Select(slot => (slot.Table, (ValueList<int>)[slot.Levels, slot.Dimensions]))];

    internal override ValueList<int> OutputShape(string name, ValueList<int> input) =>
        input.SequenceEqual([Inputs]) && Slots[^1].Slot < Inputs ? [Outputs] : throw Misfit(name, input, $"[{Inputs}]");

    internal override long MultiplyAdds(string name, ValueList<int> input) => Outputs; // copies

    internal override void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule)
    {
        foreach (var slot in Slots)
        {
            var count = checked(slot.Levels * slot.Dimensions);
            Glorot.Uniform(parameters[..count], slot.Levels, slot.Dimensions, random);
            parameters = parameters[count..];
        }
    }

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) => new EntityEmbedding(this, dropout);

    private static ValueList<EmbeddedSlot> Ascending(ValueList<EmbeddedSlot> slots, [CallerMemberName] string name = "")
    {
        Guard.NotNull(slots, name);
        return slots.Count > 0 && slots.Zip(slots.Skip(1)).All(pair => pair.First.Slot < pair.Second.Slot)
            ? slots
            : throw new ArgumentException("Slots must hold at least one slot, each once and in ascending order.", name);
    }
}
