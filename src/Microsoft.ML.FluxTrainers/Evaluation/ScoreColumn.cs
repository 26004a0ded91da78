// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads scores beside the labels that they belong to.</summary>
internal static class ScoreColumn
{
    /// <summary>The scores, of which there must be as many as labels.</summary>
    public static LabelVector Require(DataViewSchema schema, TrainerHost host, string name, LabelVector labels)
    {
        var scores = schema.RequireNumbers(host, "score", [name]);
        return scores.Width == labels.Width
            ? scores
            : throw host.ColumnError(
                "score", name, FormattableString.Invariant($"{labels.Width} numbers, as many as labels"), scores.Columns[0].Type.ToString()!);
    }

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
