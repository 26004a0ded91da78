// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Compares vectors of scores with labels that are numbers, row by row in one pass.</summary>
internal static class MultitargetEvaluator
{
    public static MultitargetMetrics Evaluate(
        IHostEnvironment environment, IDataView data, IReadOnlyList<string> labelColumnNames, string scoreColumnName)
    {
        var host = new TrainerHost(environment, nameof(MultitargetEvaluator));
        var labels = data.Schema.RequireNumbers(host, "label", labelColumnNames);
        var scores = ScoreColumn.Require(data.Schema, host, scoreColumnName, labels);
        var sums = labels.Names.Select(_ => new RegressionSums()).ToArray();
        ScoreColumn.ReadRows(data, labels, scores, (_, label, score) =>
        {
            for (var i = 0; i < sums.Length; i++)
            {
                if (!float.IsNaN(label[i]))
                {
                    sums[i].Add(label[i], score[i]);
                }
            }
        });
        return new MultitargetMetrics([.. ScoreColumn.Names(labels, scores).Zip(sums, (name, sum) => new TargetMetrics(name, sum))]);
    }
}
