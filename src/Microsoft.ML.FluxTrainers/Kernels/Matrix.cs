// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A matrix in memory that does not move: element (i, j) lies at Start + i * RowStep + j * ColumnStep.</summary>
/// <param name="start">The first element.</param>
/// <param name="rowStep">From one row to the next, in floats.</param>
/// <param name="columnStep">From one column to the next, in floats.</param>
internal readonly unsafe struct Matrix(float* start, int rowStep, int columnStep)
{
    public readonly float* Start = start;
    public readonly int RowStep = rowStep;
    public readonly int ColumnStep = columnStep;

    /// <summary>Rows one after the other.</summary>
    public static Matrix Rows(float* start, int width) => new(start, width, 1);

    /// <summary>The same numbers with rows and columns exchanged.</summary>
    public Matrix Transposed => new(Start, ColumnStep, RowStep);
}
