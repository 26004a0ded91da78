// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>An input that is made of several columns: their numbers in the order of the columns, and behind them, for numbers that were missing
/// in training, whether they are.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Indicated">The slots of the numbers that have an indicator.</param>
internal sealed record TableInput(ValueList<TableColumn> Columns, ValueList<int> Indicated) : InputSpec
{
    private const int MostNamed = 20;

    /// <summary>Numbers per row, without indicators.</summary>
    private readonly int _numbers = Columns.Aggregate(0, (sum, column) => checked(sum + column.Width));

    public override int Width => checked(_numbers + Indicated.Count);

    public override IReadOnlyList<string> ColumnNames => [.. Columns.Select(column => column.Name)];

    public override DataViewType FeatureType => Columns[0].Type;

    public override IReadOnlyList<InputColumn> Inputs =>
        [.. Columns.Select(column => new InputColumn(column.Name, column.Kind, column.Width, column.Levels))];

    public override (IReadOnlyList<string> Inferred, IReadOnlyList<string> Warnings) Remarks => (Groups(), [.. LeftOut, .. Coarse]);

    /// <summary>Why columns were left out, in sentences. Only the fit that did so knows.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Which columns lose digits that matter, in sentences. Only the fit that read them knows.</summary>
    public IReadOnlyList<string> Coarse { get; init; } = [];

    /// <summary>The categories, and the slots of their ids.</summary>
    public IEnumerable<(CategoryColumn Column, int Slot)> Categories =>
        Starts().Where(item => item.Column is CategoryColumn).Select(item => ((CategoryColumn)item.Column, item.Start));

    /// <summary>The lookup of the categories, or null where there are none.</summary>
    public EntityEmbeddingLayer? Lookup =>
        Categories.Select(item => item.Column.Lookup(item.Slot)).ToArray() is { Length: > 0 } slots ? new(Width, slots) : null;

    public override string? Misfit(string columnName, DataViewType type) => Columns.First(column => column.Name == columnName).Misfit(type);

    public override string? Misfit(DataViewSchema.Column column) => Columns.First(known => known.Name == column.Name).Misfit(column);

    public override NetworkShape Shape(int outputs)
    {
        var lookup = Lookup;
        return new(Width, outputs) { Embedding = lookup, Categories = lookup is null ? [] : [.. lookup.Slots.Select(slot => slot.Levels)] };
    }

    private protected override InputGetter Read(DataViewRow row)
    {
        var readers = Starts().Select(item => (Reader: item.Column.Bind(row), Place: item.Start..(item.Start + item.Column.Width))).ToArray();
        return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (numbers) => // for each row, of which a first pass has read all before .NET compiles with care
        {
            foreach (var (reader, place) in readers)
            {
                if (reader.Read(numbers[place]) is { } fault)
                {
                    throw new InvalidOperationException(fault);
                }
            }

            for (var i = 0; i < Indicated.Count; i++)
            {
                numbers[_numbers + i] = float.IsNaN(numbers[Indicated[i]]) ? 1 : 0;
            }
        };
    }

    /// <summary>The columns, and the slot of the first number of each.</summary>
    public IEnumerable<(TableColumn Column, int Start)> Starts()
    {
        var start = 0;
        foreach (var column in Columns)
        {
            yield return (column, start);
            start += column.Width;
        }
    }

    private string[] Groups() => [.. Columns.GroupBy(column => column.Kind).OrderBy(group => group.Key).Select(Say)];

    private static string Say(IGrouping<InputKind, TableColumn> group)
    {
        var names = group.Take(MostNamed).Select(column => column.Kind == InputKind.Category
            ? FormattableString.Invariant($"{column.Name} ({column.Levels.Count} levels, {((CategoryColumn)column).Dimensions} dimensions)")
            : column.Width > 1 && column.Kind == InputKind.Numbers ? FormattableString.Invariant($"{column.Name} ({column.Width})") : column.Name);
        var kind = group.Key == InputKind.Category ? "Categories" : group.Key == InputKind.Numbers ? "Numbers" : $"{group.Key}s";
        return FormattableString.Invariant($"{kind} ({group.Count()} columns): {string.Join(", ", names)}{(group.Count() > MostNamed ? ", …" : "")}.");
    }
}
