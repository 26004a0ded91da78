// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects the features of row after row: sparse while that saves memory, dense otherwise.</summary>
/// <param name="width">Features per row.</param>
/// <param name="storage">Where they are kept.</param>
/// <param name="begun">The store to begin with, or null where the first row is to tell.</param>
internal sealed class FeatureCollector(int width, RowStorage storage, NumberStore? begun = null)
{
    /// <summary>Rows stay sparse while at most one number in four is not zero.</summary>
    public const double DenseAbove = 0.25;

    /// <summary>So many rows tell whether they are sparse. One does not: the first text may be the longest.</summary>
    public const int RowsToTell = 32;

    private NumberStore? _store = begun;
    private long _nextLook = 1;

    private bool IsFull => _store is { IsSparse: true } sparse && sparse.StoredCount > DenseAbove * sparse.Count * width;

    /// <summary>Adds a row.</summary>
    /// <param name="row">Its features.</param>
    /// <param name="weight">Its weight.</param>
    /// <exception cref="InsufficientMemoryException">All rows need more memory than the process may have.</exception>
    /// <exception cref="IOException">All rows need more room than their folder has.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public void Append(in VBuffer<float> row, float weight = 1)
    {
        _store ??= storage.Open(width, isSparse: !row.IsDense);
        if (!row.IsDense && !_store.IsSparse && _store.Count < RowsToTell)
        {
            _store = _store.ToSparse();
        }

        _store.Append(row, weight);
        if (_store.Count >= _nextLook)
        {
            _nextLook = RowStorage.NextLook(_store.Count);
            Settle(_store);
        }
    }

    /// <summary>All rows. There is at least one.</summary>
    public NumberStore Finish() => IsFull ? _store!.ToDense() : _store!;

    /// <summary>Judges density and memory. Full rows that may turn out sparse are not judged: as sparse ones they seem to need much more than they will.</summary>
    private void Settle(NumberStore store)
    {
        if (!IsFull || store.Count >= RowsToTell)
        {
            _store = storage.MakeRoom(IsFull ? store.ToDense() : store);
        }
    }
}
