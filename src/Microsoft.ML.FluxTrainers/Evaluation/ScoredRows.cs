// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

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

    /// <summary>Scores a row.</summary>
    public int Width => Count == 0 ? 0 : Scores.Length / Count;

    /// <summary>The rows that have all their labels.</summary>
    public ValidationScores Labeled => field ??= FindLabeled();

    /// <summary>Reads each row once.</summary>
    public static ScoredRows Read(TrainerHost host, IDataView view, EvaluationColumns columns) => ScoredColumns.Find(host, view.Schema, columns).Read(view);

    private ValidationScores FindLabeled()
    {
        var isWhole = !Labels.AsSpan().Contains(float.NaN) && Count > 0;
        int[] rows = isWhole ? [] : [.. Enumerable.Range(0, Count).Where(HasLabels)];
        if (!isWhole && rows.Length == 0)
        {
            throw new InvalidOperationException($"None of the {Count} rows has a label, so there is nothing to judge by.");
        }

        T[] Of<T>(T[] values) => isWhole ? values : [.. rows.SelectMany(row => values[(row * (values.Length / Count))..((row + 1) * (values.Length / Count))])];
        return new ValidationScores(
            isWhole ? Count : rows.Length, Of(Scores), Of(Labels), Task == EvaluationTask.Classes, HasProbabilities ? 0.5 : 0)
        {
            Weights = Weights is null ? null : Of(Weights),
            Decisions = Decisions is null ? null : Of(Decisions),
            Ranks = Margins is null ? null : Of(Margins),
        };
    }

    private bool HasLabels(int row)
    {
        var width = Labels.Length / Count;
        return !Labels.AsSpan(row * width, width).Contains(float.NaN);
    }
}
