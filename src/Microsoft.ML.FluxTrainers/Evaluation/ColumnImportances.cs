// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How much a model needs each column of its data.</summary>
/// <remarks>The permutation importance of Breiman (2001), "Random forests", Machine Learning 45. Of columns that tell the same each may seem to matter little, since the other one is still there.</remarks>
public sealed class ColumnImportances
{
    internal ColumnImportances(EvaluationMetric metric, double baseline, IEnumerable<ColumnImportance> columns)
    {
        (Metric, Baseline) = (metric, baseline);
        Columns = [.. columns.OrderByDescending(column => column.Mean)];
    }

    /// <summary>What predictions are judged by.</summary>
    public EvaluationMetric Metric { get; }

    /// <summary>Its value with all columns as they are.</summary>
    public double Baseline { get; }

    /// <summary>The columns, the most important one first.</summary>
    public IReadOnlyList<ColumnImportance> Columns { get; }

    /// <summary>A table with a row for each column.</summary>
    public override string ToString()
    {
        var table = new MetricsTable("column", $"{Metric.Name} worse by", "deviation");
        foreach (var column in Columns)
        {
            table.Add(column.ColumnName, column.Mean, column.StandardDeviation);
        }

        return table.ToString();
    }

    /// <summary>Writes the importances and their deviations as a picture.</summary>
    /// <param name="path">The file, ending in ".svg" or ".png"; an existing one is replaced as a whole.</param>
    /// <exception cref="ArgumentException">The file has another ending.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePlot(string path) => ChartFile.Save(
        new IntervalChart(
            $"{Metric.Name} worse by, without the column",
            Metric.Name,
            [.. Columns.Select(column => new ChartInterval(column.ColumnName, column.Mean, column.Mean - column.StandardDeviation, column.Mean + column.StandardDeviation))])
        {
            Reference = 0,
        },
        path);
}
