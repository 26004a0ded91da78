// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>One column of two cursors.</summary>
internal sealed record CellPair(int Index, Cell Left, Cell Right)
{
    /// <summary>Compares the values of the rows that both cursors are at.</summary>
    public void Compare(DataViewRow row, Tolerance tolerance, Differences differences)
    {
        var (left, right) = (Left.Read(), Right.Read());
        differences.Expect(
            CellValues.Agree(left, right, tolerance),
            () => $"row {row.Position}, column '{row.Schema[Index].Name}': {CellValues.Text(left)} became {CellValues.Text(right)}");
    }
}
