// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The innermost part of a matrix product for one width of vector registers.</summary>
/// <remarks>
/// A sum is always taken in the order of the inner index, one fused multiply-add after the other, whatever the tile: so a
/// row scored alone and the same row in a batch give the same bits.
/// </remarks>
internal unsafe interface ITile
{
    /// <summary>How many rows of the result a tile has.</summary>
    static abstract int Rows { get; }

    /// <summary>How many columns of the result a tile has: the width of packed panels.</summary>
    static abstract int Columns { get; }

    /// <summary>Floats in a vector register.</summary>
    static abstract int VectorLength { get; }

    /// <summary>Computes one tile: result = start + A B over one stretch of the inner index.</summary>
    /// <param name="a">The rows of A.</param>
    /// <param name="b">The first row of the panel of B: <see cref="Columns"/> floats are read of each row.</param>
    /// <param name="bRow">From one row of the panel to the next, in floats.</param>
    /// <param name="depth">The length of the inner index.</param>
    /// <param name="c">Receives <see cref="Rows"/> rows, those from <paramref name="rows"/> on without meaning.</param>
    /// <param name="cRow">From one row of the result to the next, in floats.</param>
    /// <param name="rows">How many rows A has here, at most <see cref="Rows"/>.</param>
    /// <param name="start">What each row of the result starts from.</param>
    /// <param name="startRow">From one row of that to the next: 0 where all rows start alike.</param>
    static abstract void Multiply(in LeftTile a, float* b, nint bRow, int depth, float* c, nint cRow, int rows, float* start, nint startRow);

    /// <summary>Computes some columns of one row times a matrix.</summary>
    /// <param name="x">The row.</param>
    /// <param name="depth">Its length.</param>
    /// <param name="b">The first of the columns of the matrix.</param>
    /// <param name="bRow">From one row of the matrix to the next, in floats.</param>
    /// <param name="start">What the result starts from.</param>
    /// <param name="z">Receives the result.</param>
    /// <param name="columns">How many columns: a multiple of <see cref="VectorLength"/>.</param>
    static abstract void MultiplyRow(float* x, int depth, float* b, nint bRow, float* start, float* z, int columns);
}
