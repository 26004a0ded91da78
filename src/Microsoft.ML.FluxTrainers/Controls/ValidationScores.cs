// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a network under training says of the validation rows, beside what is right. For use during the call that gets it.</summary>
public sealed class ValidationScores
{
    private readonly float[] _scores;
    private readonly float[] _labels;
    private int[]? _chosen;

    internal ValidationScores(int rows, float[] scores, float[] labels, bool isChoice, double threshold = 0.5)
    {
        (Rows, _scores, _labels) = (rows, scores, labels);
        (IsChoice, Threshold) = (isChoice, threshold);
    }

    /// <summary>The number of rows, at least 1.</summary>
    public int Rows { get; }

    /// <summary>Scores per row: the number of classes, labels or numbers; 1 for true or false.</summary>
    public int ScoreCount => _scores.Length / Rows;

    /// <summary>Whether a row has one of several classes.</summary>
    internal bool IsChoice { get; }

    /// <summary>A label is predicted where its probability is above this.</summary>
    internal double Threshold { get; }

    /// <summary>What each row counts, or null where each counts 1.</summary>
    internal float[]? Weights { get; init; }

    /// <summary>What was decided, where the scores alone do not tell: the class of each row; else 1 or 0 for each score.</summary>
    internal int[]? Decisions { get; init; }

    /// <summary>By what rows are ranked, where that is not the scores: one number a row.</summary>
    internal float[]? Ranks { get; init; }

    /// <summary>What all rows count together.</summary>
    internal double TotalWeight => Weights is null ? Rows : Weights.Sum(weight => (double)weight);

    /// <summary>The columns: each class against the rest, or each label, or each number.</summary>
    internal IEnumerable<int> Columns => Enumerable.Range(0, ScoreCount);

    /// <summary>The scores of a row: the probability of each class; the probability of true; that of each label; or the predicted numbers, in the label's unit.</summary>
    /// <param name="row">The row, from 0 to <see cref="Rows"/> - 1.</param>
    public ReadOnlySpan<float> Scores(int row) => _scores.AsSpan(row * ScoreCount, ScoreCount);

    /// <summary>What is right: the class as a number from 0, in the order of the scores; 1 for true and 0 for false; or the numbers. One label a score, but one a row for
    /// classes.</summary>
    /// <param name="row">The row, from 0 to <see cref="Rows"/> - 1.</param>
    public ReadOnlySpan<float> Labels(int row) => _labels.AsSpan(row * (_labels.Length / Rows), _labels.Length / Rows);

    /// <summary>The class that is predicted: the one with the highest score, the first of equal ones.</summary>
    internal int Chosen(int row) => (_chosen ??= Decisions ?? [.. Enumerable.Range(0, Rows).Select(FindChosen)])[row];

    /// <summary>What a row counts.</summary>
    internal double Weight(int row) => Weights?[row] ?? 1;

    /// <summary>By what rows are ranked.</summary>
    internal float Rank(int row, int column) => Ranks?[row] ?? Scores(row)[column];

    /// <summary>Whether a row has the class or label of a column.</summary>
    internal bool IsTrue(int row, int column) => IsChoice ? (int)Labels(row)[0] == column : Labels(row)[column] > 0.5f;

    /// <summary>Whether the class or label of a column is predicted.</summary>
    internal bool IsPredicted(int row, int column) => IsChoice ? Chosen(row) == column
        : Decisions is null ? Scores(row)[column] > Threshold
        : Decisions[(row * ScoreCount) + column] == 1;

    /// <summary>The mean over all rows of a function of score and label.</summary>
    internal double Mean(int column, Func<double, double, double> function) => MeanOfRows(row => function(Scores(row)[column], Labels(row)[column]));

    /// <summary>The mean over all rows of a function of a row.</summary>
    internal double MeanOfRows(Func<int, double> function)
    {
        var sum = 0.0;
        for (var row = 0; row < Rows; row++)
        {
            sum += Weight(row) * function(row);
        }

        return sum / TotalWeight;
    }

    /// <summary>How often a column is predicted and true, predicted but false, true but not predicted, neither.</summary>
    internal LabelTally Count(int column)
    {
        var (hits, falseAlarms, misses, rest) = (0.0, 0.0, 0.0, 0.0);
        for (var row = 0; row < Rows; row++)
        {
            var (isTrue, isPredicted, weight) = (IsTrue(row, column), IsPredicted(row, column), Weight(row));
            hits += isTrue && isPredicted ? weight : 0;
            falseAlarms += !isTrue && isPredicted ? weight : 0;
            misses += isTrue && !isPredicted ? weight : 0;
            rest += !isTrue && !isPredicted ? weight : 0;
        }

        return new(hits, falseAlarms, misses, rest);
    }

    private int FindChosen(int row)
    {
        var scores = Scores(row);
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}
