// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Compares vectors of probabilities with labels that are each true or false, row by row in one pass.</summary>
internal static class MultilabelEvaluator
{
    public static MultilabelMetrics Evaluate(
        IHostEnvironment environment, IDataView data, string labelColumnName, string scoreColumnName, double threshold)
    {
        var host = new TrainerHost(environment, nameof(MultilabelEvaluator));
        var labels = data.Schema.RequireFlags(host, labelColumnName);
        var scores = ScoreColumn.Require(data.Schema, host, scoreColumnName, labels);
        var counts = labels.Names.Select(_ => new LabelCounts()).ToArray();
        var (rows, wrong, whole) = (0L, 0L, 0L);
        ScoreColumn.ReadRows(data, labels, scores, (position, label, score) =>
        {
            var wrongHere = 0;
            for (var i = 0; i < counts.Length; i++)
            {
                Check(label[i] is 0 or 1, labels, i, label[i], position, "a label must be 0 or 1");
                Check(!float.IsNaN(score[i]), scores, i, score[i], position, "a score must be a number");
                var (isPositive, isPredicted) = (label[i] == 1, score[i] > threshold);
                counts[i].Add(isPositive, isPredicted, score[i]);
                wrongHere += isPositive == isPredicted ? 0 : 1;
            }

            rows++;
            wrong += wrongHere;
            whole += wrongHere == 0 ? 1 : 0;
        });
        var metrics = ScoreColumn.Names(labels, scores).Zip(counts, (name, count) => new LabelMetrics(name, count));
        return new MultilabelMetrics([.. metrics], counts, rows, wrong, whole);
    }

    private static void Check(bool isRight, LabelVector vector, int index, float value, long position, string rule)
    {
        if (!isRight)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The {vector.Describe(index)} holds {value} in row {position}: {rule}."));
        }
    }
}
