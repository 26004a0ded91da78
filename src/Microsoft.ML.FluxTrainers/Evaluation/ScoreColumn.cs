// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads scores beside the labels that they belong to.</summary>
internal static class ScoreColumn
{
    private const int MostNamed = 10;

    /// <summary>The scores, of which there must be as many as labels.</summary>
    public static LabelVector Require(DataViewSchema schema, TrainerHost host, string name, LabelVector labels)
    {
        var scores = schema.RequireNumbers(host, "score", [name]);
        if (scores.Width != labels.Width)
        {
            throw host.ColumnError("score", name, FormattableString.Invariant($"{labels.Width} numbers, as many as labels"), scores.Columns[0].Type.ToString()!);
        }

        CheckOrder(labels.Columns[0].Name, labels.GivenNames, name, scores.GivenNames);
        return scores;
    }

    /// <summary>Refuses labels that are what a model predicts in another order: number by number they would be compared with those of others.</summary>
    /// <param name="label">The column of labels.</param>
    /// <param name="labels">What they are called; none where that is not known.</param>
    /// <param name="score">The column of what was predicted.</param>
    /// <param name="scores">What that is called.</param>
    /// <exception cref="InvalidOperationException">The names are the same, in another order.</exception>
    public static void CheckOrder(string label, IReadOnlyList<string> labels, string score, IReadOnlyList<string> scores)
    {
        if (labels.Count == scores.Count && !labels.SequenceEqual(scores) && labels.ToHashSet().SetEquals(scores))
        {
            throw new InvalidOperationException(
                $"Column '{label}' has {Some(labels)} in this order, but column '{score}' {Some(scores)}: they cannot be compared. Let the model's own pipeline map the label, or map it as for the training.");
        }
    }

    private static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostNamed).Select(NearestName.Quote)) + (names.Count > MostNamed ? ", …" : "");

    /// <summary>The names that the labels have, else those that the scores have.</summary>
    public static IReadOnlyList<string> Names(LabelVector labels, LabelVector scores) =>
        !labels.IsNamed && scores.IsNamed ? scores.Names : labels.Names;

    /// <summary>Reads each row once.</summary>
    public static void ReadRows(IDataView data, LabelVector labels, LabelVector scores, LabeledScores take)
    {
        using var cursor = data.GetRowCursor(labels.Columns.Concat(scores.Columns));
        var readLabel = labels.Bind(cursor);
        var readScore = scores.Bind(cursor);
        var label = new float[labels.Width];
        var score = new float[scores.Width];
        while (cursor.MoveNext())
        {
            readLabel(label);
            readScore(score);
            take(cursor.Position, label, score);
        }
    }
}
