// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column whose values come from other rows.</summary>
internal sealed class PermutedColumn(DataViewSchema.Column column, ColumnBuffer values, int[] order)
    : ChangedColumn(column.Name, column.Type, column.Annotations, null)
{
    public override Delegate Getter(CopiedCursor cursor, DataViewRow input) => values.Getter(() => order[cursor.Row]);
}
