// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Reads a scored row out of a cursor.</summary>
internal sealed class RowOf(DataViewRow row)
{
    private readonly Cell _number = Cell.Of(row, row.Schema["Row"]);
    private readonly Cell _note = Cell.Of(row, row.Schema["Note"]);
    private readonly Cell _score = Cell.Of(row, row.Schema["Score"]);

    public ScoredSample Read() => new()
    {
        Row = (long)_number.Read()!,
        Note = (string)_note.Read()!,
        Score = (float[])_score.Read()!,
    };
}
