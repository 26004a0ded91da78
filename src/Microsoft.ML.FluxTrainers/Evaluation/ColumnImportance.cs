// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How much worse a model predicts when it meets the values of one column in the wrong rows.</summary>
public sealed class ColumnImportance
{
    internal ColumnImportance(string columnName, IEnumerable<double> perRepeat)
    {
        ColumnName = columnName;
        PerRepeat = [.. perRepeat];
        Mean = PerRepeat.Average();
        StandardDeviation = SampleStatistics.Deviation(PerRepeat);
    }

    /// <summary>The column of the data, before any step of a pipeline.</summary>
    public string ColumnName { get; }

    /// <summary>By how much the metric gets worse, the mean over repetitions: around 0 where the model does not need the column, below 0 where it does better without.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation over repetitions; NaN of a single one.</summary>
    public double StandardDeviation { get; }

    /// <summary>By how much the metric gets worse in each repetition.</summary>
    public IReadOnlyList<double> PerRepeat { get; }

    /// <summary>The column's name and its importance.</summary>
    public override string ToString() => FormattableString.Invariant($"{ColumnName} {Mean:0.####}");
}
