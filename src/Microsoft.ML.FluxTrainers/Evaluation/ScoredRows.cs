// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The labels and scores of all rows of scored data.</summary>
/// <param name="Task">What is predicted.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="Scores">The scores of all rows: probabilities where there are any, row after row.</param>
/// <param name="Labels">The labels of all rows, NaN where one is missing; of classes, the number of the class from 0.</param>
internal sealed record ScoredRows(EvaluationTask Task, int Count, float[] Scores, float[] Labels)
{
    /// <summary>Of true and false, whether the scores are probabilities; elsewhere true.</summary>
    public bool HasProbabilities { get; init; } = true;

    /// <summary>Of true and false, the scores behind the probabilities.</summary>
    public float[]? Margins { get; init; }

    /// <summary>What was decided, see <see cref="ValidationScores.Decisions"/>; null where the scores tell.</summary>
    public int[]? Decisions { get; init; }

    /// <summary>What each row counts; null where each counts 1.</summary>
    public float[]? Weights { get; init; }

    /// <summary>What classes, labels or targets are called; empty where that is not known.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Of a number, its quantiles, row after row; or null.</summary>
    public float[]? Quantiles { get; init; }

    /// <summary>The levels of the quantiles.</summary>
    public IReadOnlyList<string> QuantileLevels { get; init; } = [];

    /// <summary>Of true and false, whether labels are keys of two values.</summary>
    public bool LabelIsKey { get; init; }

    /// <summary>Scores a row.</summary>
    public int Width => Count == 0 ? 0 : Scores.Length / Count;

    /// <summary>All rows; a label may be NaN.</summary>
    public ValidationScores All => field ??= Of([]);

    /// <summary>The rows that have all their labels.</summary>
    /// <exception cref="InvalidOperationException">No row has.</exception>
    public ValidationScores Labeled => field ??= FindLabeled();

    /// <summary>Reads each row once.</summary>
    public static ScoredRows Read(TrainerHost host, IDataView view, EvaluationColumns columns) => ScoredColumns.Find(host, view.Schema, columns).Read(view);

    /// <summary>The labels of a row.</summary>
    public ReadOnlySpan<float> LabelsOf(int row) => Labels.AsSpan(row * (Labels.Length / Count), Labels.Length / Count);

    /// <summary>The same rows with a quantile as their score, where that is among the quantiles.</summary>
    public ScoredRows AtQuantile(double level)
    {
        var slot = QuantileLevels.ToList().FindIndex(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var known) && known == level);
        return slot < 0 ? this : new ScoredRows(Task, Count, [.. Quantiles!.Where((_, i) => i % QuantileLevels.Count == slot)], Labels) { Weights = Weights };
    }

    private ValidationScores FindLabeled()
    {
        if (Count > 0 && !Labels.AsSpan().Contains(float.NaN))
        {
            return All;
        }

        int[] rows = [.. Enumerable.Range(0, Count).Where(row => !LabelsOf(row).Contains(float.NaN))];
        return rows.Length > 0
            ? Of(rows)
            : throw new InvalidOperationException($"None of the {Count} rows has a label, so there is nothing to judge by.");
    }

    /// <summary>Some rows, or all where none is named.</summary>
    private ValidationScores Of(int[] rows)
    {
        T[] Some<T>(T[] values)
        {
            var width = values.Length / Count;
            return rows.Length == 0 ? values : [.. rows.SelectMany(row => values.AsSpan(row * width, width).ToArray())];
        }

        return new ValidationScores(
            rows.Length == 0 ? Count : rows.Length, Some(Scores), Some(Labels), Task == EvaluationTask.Classes, HasProbabilities ? 0.5 : 0)
        {
            Weights = Weights is null ? null : Some(Weights),
            Decisions = Decisions is null ? null : Some(Decisions),
            Ranks = Margins is null ? null : Some(Margins),
        };
    }
}
