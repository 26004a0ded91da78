// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which of two values was the positive one in each fold, where a metric is about that one: a pipeline that makes keys of texts numbers them in each fold as it meets them.</summary>
/// <threadsafety>Several threads may judge folds at once.</threadsafety>
internal sealed class PositiveValues
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private EvaluationColumns? _columns;

    /// <summary>What to say where folds are not about the same value; else null.</summary>
    public string? Warning
    {
        get
        {
            lock (_names)
            {
                return _names.Count < 2
                    ? null
                    : $"F1 is of '{_names.Min}' in some folds and of '{_names.Max}' in others, since the pipeline numbers the values of '{_columns!.LabelColumnName}' in each fold as they come. "
                        + "Sort them (MapValueToKey with keyOrdinality: ByValue), or make the key before the folds are made.";
            }
        }
    }

    /// <summary>A metric of a fold's rows, whose positive value is noted.</summary>
    public double Measure(EvaluationMetric metric, ScoredData scored)
    {
        if (metric is ScoredMetric { Metric: F1ScoreMetric or FBetaMetric } && scored.Rows is { Task: EvaluationTask.Binary, Names: [_, var positive] })
        {
            lock (_names)
            {
                _names.Add(positive);
                _columns = scored.Columns;
            }
        }

        return metric.Of(scored);
    }
}
