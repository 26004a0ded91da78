// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>An immutable list that is equal to another list with equal items in the same order.</summary>
/// <remarks>The list type of all options, so that two options records with the same settings are equal.</remarks>
/// <typeparam name="T">The type of the items.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>The number of items.</summary>
    public int Count => _items.Length;

    /// <summary>The item at a position, counted from 0.</summary>
    /// <param name="index">The position, from 0 to <see cref="Count"/> - 1.</param>
    public T this[int index] => _items[index];

    /// <summary>A list with a copy of the items of an array.</summary>
    /// <param name="items">The items.</param>
    public static implicit operator ValueList<T>(T[] items) => ValueList.Create<T>(items);

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>The items between brackets, in the invariant culture.</summary>
    public override string ToString() =>
        $"[{string.Join(", ", _items.Select(item => FormattableString.Invariant($"{item}")))}]";
}
