// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Spectre.Console;
using Spectre.Console.Rendering;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The fits that run as a table, as wide as the console allows: what matters least is left out first.</summary>
/// <param name="lines">The fits.</param>
/// <param name="search">How far the search is that they belong to, or null where there is none.</param>
internal sealed class FitTable(Func<IReadOnlyList<FitLine>> lines, Func<string?> search) : Renderable
{
    private const int Padding = 2;

    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var fits = lines();
        if (fits.Count == 0)
        {
            return [];
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        var columns = Fitting(FitColumn.Of(fits, options.Unicode, maxWidth), fits, maxWidth);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Header, new Style(decoration: Decoration.Dim)))
            {
                NoWrap = true,
                Alignment = column.IsText ? Justify.Left : Justify.Right,
                Padding = new Padding(0, 0, column == columns[^1] ? 0 : Padding, 0), // the last has nothing to keep away from
            });
        }

        foreach (var fit in fits)
        {
            table.AddRow(columns.Select(column => column.Cell(fit)));
        }

        IRenderable all = search() is { } text ? new Rows(new Text(text), table) : table;
        return all.Render(options, maxWidth);
    }

    private static List<FitColumn> Fitting(IReadOnlyList<FitColumn> all, IReadOnlyList<FitLine> fits, int maxWidth)
    {
        var kept = all.ToList();
        while (kept.Count > 1 && kept.Sum(column => column.Width(fits) + Padding) - Padding > maxWidth)
        {
            kept.Remove(kept.MaxBy(column => column.Rank)!);
        }

        return kept;
    }
}
