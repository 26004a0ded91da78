// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A growing list of which every prefix stays as it is, so that a snapshot costs nothing.</summary>
/// <remarks>Not thread-safe itself; a prefix may be read by any thread while the list grows.</remarks>
internal sealed class AppendOnlyList<T>
{
    private T[] _items = [];

    public int Count { get; private set; }

    /// <summary>The items so far.</summary>
    public ReadOnlyMemory<T> Prefix => _items.AsMemory(0, Count);

    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(16, 2 * Count)); // readers keep the old array
        }

        _items[Count++] = item;
    }
}
