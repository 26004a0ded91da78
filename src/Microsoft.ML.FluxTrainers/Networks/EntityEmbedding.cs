// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The module of an <see cref="EntityEmbeddingLayer"/>.</summary>
internal sealed class EntityEmbedding : nn.Module<Tensor, Tensor>
{
    private readonly RandomStream? _random;

    /// <summary>Makes the module, with zeros in its tables.</summary>
    /// <param name="layer">The settings.</param>
    /// <param name="random">Where it is drawn which ids count as unknown in training; null for none.</param>
    public EntityEmbedding(EntityEmbeddingLayer layer, RandomStream? random)
        : base(nameof(EntityEmbedding))
    {
        (Layer, _random) = (layer, random);
        foreach (var slot in layer.Slots)
        {
            register_parameter(slot.Table, ParameterTensors.Zeros(slot.Levels, slot.Dimensions));
        }
    }

    public EntityEmbeddingLayer Layer { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var next = 0;
        foreach (var slot in Layer.Slots)
        {
            if (slot.Slot > next)
            {
                parts.Add(input.narrow(1, next, slot.Slot - next));
            }

            var ids = WithUnknown(slot, input.select(1, slot.Slot).to(ScalarType.Int64));
            parts.Add(Rows(get_parameter(slot.Table)!, ids));
            next = slot.Slot + 1;
        }

        if (next < Layer.Inputs)
        {
            parts.Add(input.narrow(1, next, Layer.Inputs - next));
        }

        return cat(parts, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Rows of a table, by the operation whose gradient has the same bits each time on the device.</summary>
    private static Tensor Rows(Tensor table, Tensor ids) =>
        ids.device_type == TorchSharp.DeviceType.CPU ? table.index_select(0, ids) : table.index(TensorIndex.Tensor(ids));

    /// <summary>In training, a share of the ids becomes that of the unknown category, the first one.</summary>
    private Tensor WithUnknown(EmbeddedSlot slot, Tensor ids)
    {
        if (!training || slot.UnknownShare == 0 || _random is null)
        {
            return ids;
        }

        var mask = empty(ids.shape, ScalarType.Float32, CPU);
        _random.FillDropoutMask(MemoryMarshal.Cast<byte, float>(mask.bytes), slot.UnknownShare);
        return ids.masked_fill((mask == 0).CopyTo(ids.device), 0);
    }
}
