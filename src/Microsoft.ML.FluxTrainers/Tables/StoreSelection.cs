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
    /// <param name="storage">Where rows are kept.</param>
    public static NumberStore Select(NumberStore store, List<int> slots, List<int> indicated, RowStorage storage)
    {
        if (slots.Count == store.Width && indicated.Count == 0)
        {
            return store;
        }

        if (store is RunningStore running)
        {
            return running.Select(slots, indicated);
        }

        var width = slots.Count + indicated.Count;
        var selected = store.IsInMemory ? RowStorage.OpenInMemory(width, store.IsSparse) : storage.OpenInFile(width, store.IsSparse);
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

        storage.Release(store);
        return selected;
    }
}
