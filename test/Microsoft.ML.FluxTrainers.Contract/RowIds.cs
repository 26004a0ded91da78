// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Checks that cursors in step are at the same rows, and that no two rows have the same id.</summary>
internal sealed class RowIds(DataViewRowCursor left, DataViewRowCursor[] rights)
{
    private readonly ValueGetter<DataViewRowId> _left = left.GetIdGetter();
    private readonly ValueGetter<DataViewRowId>[] _rights = Array.ConvertAll(rights, right => right.GetIdGetter());
    private readonly HashSet<DataViewRowId> _seen = [];

    /// <summary>Compares the ids and positions of the rows at hand.</summary>
    public void Compare(Differences differences)
    {
        DataViewRowId expected = default;
        _left(ref expected);
        differences.Expect(_seen.Add(expected), () => $"row {left.Position}: another row has the id {expected} too");
        for (var i = 0; i < rights.Length; i++)
        {
            DataViewRowId actual = default;
            _rights[i](ref actual);
            differences.Expect(expected.Equals(actual), () => $"row {left.Position}: id {expected} became {actual}");
            differences.Expect(left.Position == rights[i].Position, () => $"position {left.Position} became {rights[i].Position}");
        }
    }
}
