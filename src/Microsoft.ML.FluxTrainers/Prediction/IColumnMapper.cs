// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Columns that are each a function of one row: a cursor and a single row show them alike.</summary>
internal interface IColumnMapper : IRowToRowMapper
{
    /// <summary>A getter of a column of the output schema.</summary>
    /// <param name="input">The row, or the cursor over rows, that it reads.</param>
    /// <param name="column">The column.</param>
    ValueGetter<TValue> Getter<TValue>(DataViewRow input, DataViewSchema.Column column);
}
