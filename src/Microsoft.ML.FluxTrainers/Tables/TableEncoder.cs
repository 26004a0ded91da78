// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Inputs that are made of several columns of a table.</summary>
/// <param name="Parts">The columns, in the order of their numbers; the first is what ML.NET calls the feature column.</param>
/// <param name="Standardize">Whether numbers are scaled to mean 0 and deviation 1.</param>
/// <param name="Labels">The labels, of which copies among the columns are left out; none to look for none.</param>
/// <param name="LeftOut">Why columns were left out by their type, in sentences.</param>
internal sealed record TableEncoder(
    IReadOnlyList<TablePart> Parts, bool Standardize, IReadOnlyList<DataViewSchema.Column> Labels, IReadOnlyList<string> LeftOut) : InputEncoder
{
    private const int MostNamed = 5;

    /// <summary>What a trained model reads, or null where that comes from the rows.</summary>
    public TableInput? Known { get; private init; }

    public override int Width { get; } = Parts.Aggregate(0, (sum, part) => checked(sum + part.Width));

    public override IReadOnlyList<DataViewSchema.Column> Columns => [.. Parts.Select(part => part.Column)];

    public override string Name => (Parts.Count == 1 ? "column " : "columns ")
        + string.Join(", ", Parts.Take(MostNamed).Select(part => $"'{part.Column.Name}'")) + (Parts.Count > MostNamed ? ", …" : "");

    /// <summary>The error of a table of which all columns were left out.</summary>
    /// <param name="leftOut">Why, in sentences.</param>
    public static InvalidOperationException NoneLeft(IEnumerable<string> leftOut) =>
        new($"No column is left that a network could learn from. {string.Join(" ", leftOut)}");

    public override InputEncoder Continue(InputSpec known)
    {
        var table = known as TableInput ?? throw new InvalidOperationException(
            $"The earlier model reads {known.Width} numbers of column '{known.ColumnNames[0]}', but now {Name} are to be read.");
        return new TableEncoder([.. table.Columns.Select(Continue)], Standardize, [], []) { Known = table with { LeftOut = [], Coarse = [] } };
    }

    public override string Describe(int slot)
    {
        var at = 0;
        for (; slot >= Parts[at].Width; at++)
        {
            slot -= Parts[at].Width;
        }

        return Parts[at].Describe(slot);
    }

    public override InputCollector Open(DataViewRow row, RowStorage storage, bool isSample) =>
        new TableCollector(this, row, storage, isSample);

    /// <summary>A column as a trained model reads it: a category by its known levels.</summary>
    private NumbersPart Continue(TableColumn known)
    {
        var part = Parts.FirstOrDefault(part => part.Column.Name == known.Name)
            ?? throw new InvalidOperationException($"The earlier model reads column '{known.Name}', which is not among those to read now: {Name}.");
        return known.Misfit(part.Column) is { } wanted
            ? throw new InvalidOperationException($"Column '{known.Name}' was {wanted} for the earlier model, but is {part.Column.Type} now.")
            : new NumbersPart(part.Column, known, (part as NumbersPart)?.MissingValues ?? MissingValues.Error);
    }
}
