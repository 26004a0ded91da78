// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The left matrix of a product: its rows may lie anywhere, and each in runs with gaps between them, as the pixels under a window do.</summary>
/// <remarks>Element (i, p) lies at the start of row i + p * ColumnStep + (p / Run) * Gap.</remarks>
/// <param name="start">What the places of rows count from.</param>
/// <param name="columnStep">From one column to the next, in floats.</param>
internal readonly unsafe struct LeftMatrix(float* start, int columnStep)
{
    public readonly float* Start = start;
    public readonly int ColumnStep = columnStep;

    /// <summary>Where each row starts, in floats from <see cref="Start"/>; null where rows follow each other by <see cref="RowStep"/>.</summary>
    public int* RowPlaces { get; init; }

    /// <summary>From one row to the next, in floats; 0 where <see cref="RowPlaces"/> says it.</summary>
    public int RowStep { get; init; }

    /// <summary>The columns in a run.</summary>
    public int Run { get; init; } = int.MaxValue;

    /// <summary>What is skipped after each run, in floats.</summary>
    public int Gap { get; init; }

    public static implicit operator LeftMatrix(Matrix matrix) => new(matrix.Start, matrix.ColumnStep) { RowStep = matrix.RowStep };
}
