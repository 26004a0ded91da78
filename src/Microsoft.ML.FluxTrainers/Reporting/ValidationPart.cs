// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the network says of the validation rows: confusion, or predicted against actual numbers.</summary>
internal static class ValidationPart
{
    private const int MostPictured = 8; // targets with pictures of their own

    public static ReportPart Of(ValidationSummary summary) => new(
        "Validation rows",
        FormattableString.Invariant($"What the model says of the {summary.Rows} rows that were held out, with the weights that it ended with.") + Shown(summary),
        [.. Confusions(summary), .. summary.Numbers.Take(MostPictured).SelectMany(Residuals)],
        [.. ConfusionTables(summary), .. summary.Numbers.Select(ResidualTable)]);

    private static bool IsOfLabels(ValidationSummary summary) => summary.Confusions.Any(table => table.Name is not null);

    private static string Shown(ValidationSummary summary) => summary.Numbers is [var numbers, ..] && numbers.Actual.Count < summary.Rows
        ? FormattableString.Invariant($" {numbers.Actual.Count} of them are shown, evenly spaced.")
        : "";

    private static IEnumerable<Chart> Confusions(ValidationSummary summary)
    {
        if (IsOfLabels(summary))
        {
            var counts = summary.Confusions.SelectMany(table => new double[] { table[1, 1], table[0, 1], table[1, 0], table[0, 0] });
            yield return new HeatChart(
                "Labels", "", "", [.. summary.Confusions.Select(table => table.Name!)], ["found", "false alarm", "missed", "rightly not"], [.. counts])
            {
                Levels = [.. counts.Select(count => count / summary.Rows)],
            };
            yield break;
        }

        foreach (var table in summary.Confusions)
        {
            yield return new HeatChart("Confusion", "predicted", "actual", table.Classes, table.Classes, [.. table.Counts.Select(count => (double)count)])
            {
                Levels = Shares(table),
            };
        }
    }

    /// <summary>Of each actual class, the share that was taken for each, so that rare classes are as visible as others.</summary>
    private static double[] Shares(ConfusionTable table)
    {
        var size = table.Classes.Count;
        return [.. table.Counts.Select((count, i) => (double)count / Math.Max(1, table.Counts.Skip(i / size * size).Take(size).Sum(one => (long)one)))];
    }

    private static IEnumerable<ReportTable> ConfusionTables(ValidationSummary summary)
    {
        if (IsOfLabels(summary))
        {
            yield return new ReportTable(
                "All labels",
                ["label", "found", "false alarm", "missed", "rightly not"],
                summary.Confusions.Select(table => new[] { table.Name!, Text(table[1, 1]), Text(table[0, 1]), Text(table[1, 0]), Text(table[0, 0]) }));
            yield break;
        }

        foreach (var table in summary.Confusions)
        {
            yield return new ReportTable(
                "Actual (rows) and predicted (columns) classes",
                ["", .. table.Classes],
                table.Classes.Select((name, actual) => (IReadOnlyList<string>)[name, .. table.Classes.Select((_, predicted) => Text(table[actual, predicted]))]));
        }
    }

    private static IEnumerable<Chart> Residuals(PredictedNumbers numbers)
    {
        var of = numbers.Name is null ? "" : $": {numbers.Name}";
        yield return new ScatterChart($"Predicted and actual{of}", "actual", "predicted", [.. numbers.Actual.Zip(numbers.Predicted, (actual, predicted) => new ChartPoint(actual, predicted))])
        {
            ShowsEquality = true,
        };
        yield return new ScatterChart(
            $"Residuals{of}", "predicted", "predicted - actual", [.. numbers.Actual.Zip(numbers.Predicted, (actual, predicted) => new ChartPoint(predicted, (double)predicted - actual))])
        {
            ShowsZero = true,
        };
    }

    private static ReportTable ResidualTable(PredictedNumbers numbers) => new(
        numbers.Name is null ? "Predicted and actual numbers" : $"Predicted and actual numbers: {numbers.Name}",
        ["actual", "predicted", "predicted - actual"],
        numbers.Actual.Zip(numbers.Predicted, (actual, predicted) => new[] { Number(actual), Number(predicted), Number((double)predicted - actual) }));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
