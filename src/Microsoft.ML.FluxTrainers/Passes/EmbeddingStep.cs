// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Ids of categories become vectors; other numbers are copied.</summary>
/// <param name="Inputs">The numbers that come in for a row.</param>
/// <param name="Outputs">The numbers that go out for a row.</param>
/// <param name="UnknownShares">For each category, the probability that training takes its first vector.</param>
/// <param name="Tables">The vectors of each category.</param>
/// <param name="Lookup">The arithmetic.</param>
internal sealed record EmbeddingStep(
    int Inputs, int Outputs, ValueList<double> UnknownShares, ValueList<TensorSlot> Tables, CategoryVectors Lookup) : PlanStep(Outputs)
{
    /// <summary>Whether training takes a first vector now and then.</summary>
    public bool HasUnknown => UnknownShares.Any(share => share > 0);

    public override IEnumerable<TensorSlot> Parameters => Tables;

    public override LayerPass NewPass(PassSite site) => new EmbeddingPass(this, site);

    /// <summary>The step of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="table">Where the vectors of a category are among the parameters.</param>
    public static EmbeddingStep Of(EntityEmbeddingLayer layer, Func<EmbeddedSlot, TensorSlot> table)
    {
        var spans = new List<LookupSpan>();
        var (from, to) = (0, 0);
        foreach (var slot in layer.Slots)
        {
            Copy(slot.Slot);
            spans.Add(new LookupSpan(slot.Slot, to, slot.Dimensions, table(slot).Offset, slot.Levels));
            (from, to) = (slot.Slot + 1, to + slot.Dimensions);
        }

        Copy(layer.Inputs);
        return new EmbeddingStep(
            layer.Inputs,
            layer.Outputs,
            [.. layer.Slots.Select(slot => slot.UnknownShare)],
            [.. layer.Slots.Select(table)],
            new CategoryVectors(layer.Inputs, layer.Outputs, [.. spans]));

        void Copy(int end)
        {
            if (end > from)
            {
                spans.Add(new LookupSpan(from, to, end - from, 0, 0));
                to += end - from;
            }
        }
    }
}
