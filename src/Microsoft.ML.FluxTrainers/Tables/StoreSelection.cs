// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows with some of their numbers, and with indicators of missing ones behind them.</summary>
internal static class StoreSelection
{
    /// <summary>Makes the rows; the store itself where nothing changes.</summary>
    /// <param name="store">The rows as they were read.</param>
    /// <param name="slots">The numbers that stay, in their new order.</param>
    /// <param name="indicated">For each indicator, the number among those that stay.</param>
    public static NumberStore Select(NumberStore store, List<int> slots, List<int> indicated)
    {
        if (slots.Count == store.Width && indicated.Count == 0)
        {
            return store;
        }

        var width = slots.Count + indicated.Count;
        NumberStore selected = store is SparseStore ? new SparseStore(width) : new DenseStore(width);
        var from = new float[store.Width];
        var to = new float[width];
        for (var row = 0; row < store.Count; row++)
        {
            store.CopyRow(row, from);
            for (var i = 0; i < slots.Count; i++)
            {
                to[i] = from[slots[i]];
            }

            for (var i = 0; i < indicated.Count; i++)
            {
                to[slots.Count + i] = float.IsNaN(to[indicated[i]]) ? 1 : 0;
            }

            selected.Append(new VBuffer<float>(width, to));
        }

        return selected;
    }
}
