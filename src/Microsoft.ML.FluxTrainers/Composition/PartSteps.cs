// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Runs several models one after the other on the same columns: each one sees the input alone, and only its predictions are kept.</summary>
/// <remarks>One pass over the rows, however many models there are. Each is a step like any other, so that those that score in batches go on doing so. A model may
/// put columns anywhere and shadow those of the input, so the input is carried along a second time, under names that are found again.</remarks>
internal static class PartSteps
{
    private const string Prefix = "FluxComposition.";

    /// <summary>The steps, after which <see cref="At"/> finds the predictions of each part.</summary>
    public static List<ITransformer> Of(IReadOnlyList<ITransformer> parts, DataViewSchema input)
    {
        var steps = new List<ITransformer> { new ColumnStage(schema => new ColumnPlan(schema, [.. schema.Select(column => new PassedColumn(column)), .. Copies(schema, schema)])) };
        for (var part = 0; part < parts.Count; part++)
        {
            var number = part;
            steps.Add(parts[part]);
            steps.Add(new ColumnStage(schema => Keep(schema, input, number)));
        }

        return steps;
    }

    /// <summary>The predictions of a part after all steps.</summary>
    public static PredictionColumns At(DataViewSchema schema, int part) => PredictionColumns.Of(
        schema[Name(part, "Score")], schema.GetColumnOrNull(Name(part, "Label")), schema.GetColumnOrNull(Name(part, "Probability")));

    /// <summary>The columns of the input as they came, with others behind them.</summary>
    public static ColumnPlan Behind(DataViewSchema schema, DataViewSchema input, params IEnumerable<PlannedColumn> columns) =>
        new(schema, [.. Restored(schema, input), .. columns]);

    /// <summary>The steps of a model that sees a changed column behind other steps, and then what it predicts behind the columns of the input.</summary>
    /// <param name="part">The model.</param>
    /// <param name="input">The columns that came in.</param>
    /// <param name="changed">Makes the column, which takes the place of that of its name, or comes last.</param>
    public static IReadOnlyList<ITransformer> Behind(ITransformer part, DataViewSchema input, Func<DataViewSchema, PlannedColumn> changed) =>
    [
        new ColumnStage(schema => Changed(schema, input, changed(schema))),
        part,
        new ColumnStage(schema => Behind(schema, input, Predictions(PredictionColumns.Of(schema, input)))),
    ];

    /// <summary>A column of the input as it came.</summary>
    public static DataViewSchema.Column Restored(DataViewSchema schema, DataViewSchema.Column column) => Copy(schema, column.Index);

    /// <summary>The columns of the input as they came.</summary>
    public static IEnumerable<PlannedColumn> Restored(DataViewSchema schema, DataViewSchema input) =>
        input.Select(column => new PassedColumn(Copy(schema, column.Index), column.Name));

    private static ColumnPlan Keep(DataViewSchema schema, DataViewSchema input, int part)
    {
        var found = PredictionColumns.Of(schema, input);
        var columns = Restored(schema, input).ToList();
        columns.AddRange(input.Select(column => new PassedColumn(Copy(schema, column.Index))));
        columns.AddRange(Enumerable.Range(0, part).SelectMany(earlier => Kept(At(schema, earlier), earlier)));
        columns.AddRange(Kept(found, part));
        return new ColumnPlan(schema, columns);
    }

    private static ColumnPlan Changed(DataViewSchema schema, DataViewSchema input, PlannedColumn changed)
    {
        var columns = Restored(schema, input).ToList();
        if (input.GetColumnOrNull(changed.Name) is { } replaced)
        {
            columns[replaced.Index] = changed;
        }
        else
        {
            columns.Add(changed);
        }

        columns.AddRange(input.Select(column => new PassedColumn(Copy(schema, column.Index))));
        return new ColumnPlan(schema, columns);
    }

    private static IEnumerable<PlannedColumn> Predictions(PredictionColumns found) =>
        ((DataViewSchema.Column?[])[found.Label, found.Score, found.Probability]).OfType<DataViewSchema.Column>().Select(column => new PassedColumn(column));

    private static IEnumerable<PlannedColumn> Kept(PredictionColumns found, int part)
    {
        yield return new PassedColumn(found.Score, Name(part, "Score"));
        if (found.Label is { } label)
        {
            yield return new PassedColumn(label, Name(part, "Label"));
        }

        if (found.Probability is { } probability)
        {
            yield return new PassedColumn(probability, Name(part, "Probability"));
        }
    }

    private static IEnumerable<PlannedColumn> Copies(DataViewSchema schema, DataViewSchema input) =>
        input.Select(column => new PassedColumn(schema[column.Index], CopyName(column.Index)));

    private static DataViewSchema.Column Copy(DataViewSchema schema, int index) => schema.GetColumnOrNull(CopyName(index)) ?? throw new InvalidOperationException(
        "The inner pipeline drops columns (SelectColumns, DropColumns), but other models read the same ones. Put such steps before the composition, or leave them out: only predictions are kept.");

    private static string CopyName(int index) => FormattableString.Invariant($"{Prefix}Input{index}");

    private static string Name(int part, string what) => FormattableString.Invariant($"{Prefix}Part{part}.{what}");
}
