// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The part of a <see cref="LeftMatrix"/> that a tile takes.</summary>
/// <param name="matrix">The matrix.</param>
/// <param name="start">What the places of rows count from, at the first column.</param>
/// <param name="rowPlaces">Where each row starts, in floats from there.</param>
internal readonly unsafe struct LeftTile(LeftMatrix matrix, float* start, int* rowPlaces)
{
    public readonly float* Start = start;
    public readonly int* RowPlaces = rowPlaces;

    /// <summary>From one column to the next, in floats.</summary>
    public readonly nint ColumnStep = matrix.ColumnStep;

    /// <summary>The columns in a run; the first column begins one.</summary>
    public readonly int Run = matrix.Run;

    /// <summary>What is skipped after each run, in floats.</summary>
    public readonly nint Gap = matrix.Gap;
}
