// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds columns that hold a label itself, as the source of a mapped label does: with them, there is nothing to learn.</summary>
internal sealed class LabelCopies
{
    private readonly List<(DataViewSchema.Column Column, DataViewSchema.Column Label, Func<bool> IsSame)> _candidates = [];

    /// <summary>Looks at columns of the row that a cursor moves.</summary>
    public LabelCopies(DataViewRow row, IReadOnlyList<DataViewSchema.Column> labels, IReadOnlyList<DataViewSchema.Column> columns)
    {
        foreach (var label in labels)
        {
            var isNumber = Number(label) is not null;
            var expected = Reader(row, label, isNumber) ?? (() => null);
            foreach (var column in columns)
            {
                if (Reader(row, column, isNumber) is { } read)
                {
                    _candidates.Add((column, label, () => expected() is { } value && value == read()));
                }
            }
        }
    }

    /// <summary>Looks at the row at hand.</summary>
    public void Look() => _candidates.RemoveAll(candidate => !candidate.IsSame());

    /// <summary>Why a column is left out, or null.</summary>
    public string? WhyNot(DataViewSchema.Column column)
    {
        var at = _candidates.FindIndex(candidate => candidate.Column.Index == column.Index);
        return at < 0
            ? null
            : $"Column '{column.Name}' holds the label '{_candidates[at].Label.Name}' in every row. Name it in FeatureColumns.Of if it is to be read all the same.";
    }

    /// <summary>Reads single values as texts of their own type, so that a key is compared with what it was made of.</summary>
    /// <param name="row">The row that a cursor moves.</param>
    /// <param name="column">The column.</param>
    /// <param name="asSingle">Whether numbers are converted first, as a label that is a number may have been.</param>
    private static Func<string?>? Reader(DataViewRow row, DataViewSchema.Column column, bool asSingle)
    {
        if (column.Type is KeyDataViewType)
        {
            var names = LabelValues.Of(column)?.Texts;
            var key = KeyReader.Of(row, column);
            return names is null ? null : () => key() is var value && value > 0 && value <= (ulong)names.Count ? names[(int)value - 1] : null;
        }

        if (!asSingle || Number(column) is not { } number)
        {
            return LabelValueTypes.Of(column.Type)?.Bind(row, column);
        }

        var reader = number.Bind(row);
        var slot = new float[1];
        return () =>
        {
            reader.Read(slot);
            return slot[0].ToString(CultureInfo.InvariantCulture);
        };
    }

    private static NumberColumn? Number(DataViewSchema.Column column) => NumberColumn.Of(column) is { IsVector: false } number ? number : null;
}
