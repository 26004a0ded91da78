// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes a <see cref="ValidationSummary"/> of scores that come in parts.</summary>
/// <param name="names">The names: of all classes, of the labels, or of the numbers; empty where there is one number.</param>
/// <param name="rows">The number of all rows.</param>
/// <param name="kind">What the scores are.</param>
internal sealed class ValidationSummarizer(IReadOnlyList<string> names, int rows, ScoreKind kind)
{
    private readonly ConfusionCounter[] _counters = [.. Enumerable.Range(0, kind switch
    {
        ScoreKind.Numbers => 0,
        ScoreKind.Labels => Math.Min(names.Count, ValidationSummary.MostTargets),
        _ => 1,
    }).Select(_ => new ConfusionCounter())];

    private readonly List<float>[] _actual = Lists(kind, names);
    private readonly List<float>[] _predicted = Lists(kind, names);
    private int _seen;

    /// <summary>Adds the next rows.</summary>
    public void Add(ValidationScores scores)
    {
        for (var row = 0; row < scores.Rows; row++, _seen++)
        {
            if (kind == ScoreKind.Classes)
            {
                _counters[0].Add((int)scores.Labels(row)[0], scores.Chosen(row));
            }

            for (var i = 0; i < _counters.Length && kind != ScoreKind.Classes; i++)
            {
                _counters[i].Add(scores.IsTrue(row, i) ? 1 : 0, scores.IsPredicted(row, i) ? 1 : 0);
            }

            if (_actual.Length > 0 && IsSampled(_seen))
            {
                Keep(scores, row);
            }
        }
    }

    public ValidationSummary Summary() => new(
        rows,
        kind == ScoreKind.Labels
            ? [.. _counters.Select((counter, i) => counter.ToTable(names[i], ["false", "true"]))]
            : [.. _counters.Select(counter => counter.ToTable(null, names))],
        [.. _actual.Select((actual, i) => new PredictedNumbers(names.Count > 0 ? names[i] : null, [.. actual], [.. _predicted[i]]))]);

    private static List<float>[] Lists(ScoreKind kind, IReadOnlyList<string> names) =>
        [.. Enumerable.Range(0, kind == ScoreKind.Numbers ? Math.Clamp(names.Count, 1, ValidationSummary.MostTargets) : 0).Select(_ => new List<float>())];

    /// <summary>Whether a row is one of those that are kept: evenly spaced, all where there are few.</summary>
    private bool IsSampled(int row)
    {
        long most = Math.Min(rows, ValidationSummary.MostPoints / _actual.Length);
        return row == 0 || row * most / rows > (row - 1) * most / rows;
    }

    private void Keep(ValidationScores scores, int row)
    {
        for (var i = 0; i < _actual.Length; i++)
        {
            _actual[i].Add(scores.Labels(row)[i]);
            _predicted[i].Add(scores.Scores(row)[i]);
        }
    }
}
