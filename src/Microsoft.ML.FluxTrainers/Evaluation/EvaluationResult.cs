// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an evaluation found: the metrics of each fold and of all, and, where that was asked for, the models and the predictions.</summary>
public sealed class EvaluationResult : IDisposable
{
    internal EvaluationResult(string? name, int seed, IReadOnlyList<FoldOutcome> outcomes)
    {
        (Name, Seed) = (name, seed);
        Folds = [.. outcomes.Select(outcome => outcome.Result)];
        Metrics =
        [
            .. outcomes[0].Metrics.Select((metric, i) => new MetricResult(
                metric, outcomes.Select(outcome => outcome.Values[i]), outcomes.SelectMany(outcome => outcome.TrainValues.Skip(i).Take(1)), Folds)),
        ];
    }

    /// <summary>What the estimator is called in a comparison, else null.</summary>
    public string? Name { get; }

    /// <summary>The seed that folds and contexts were drawn by.</summary>
    public int Seed { get; }

    /// <summary>The metrics, in the order in which they were asked for.</summary>
    public IReadOnlyList<MetricResult> Metrics { get; }

    /// <summary>The folds, in their order.</summary>
    public IReadOnlyList<FoldResult> Folds { get; }

    /// <summary>What one metric says.</summary>
    /// <param name="metric">One of those that were asked for.</param>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public MetricResult this[EvaluationMetric metric] => Metrics.FirstOrDefault(result => result.Metric == metric)
        ?? throw new ArgumentException($"The metric '{metric}' was not asked for. There are: {string.Join(", ", Metrics.Select(result => result.Metric))}.", nameof(metric));

    /// <summary>Frees the models that were kept.</summary>
    public void Dispose()
    {
        foreach (var fold in Folds)
        {
            (fold.Model as IDisposable)?.Dispose();
        }
    }

    /// <summary>A table with a row for each metric: mean, radius, the values of the folds.</summary>
    public override string ToString()
    {
        var hasTrain = Metrics[0].TrainMean is not null;
        string[] shown = [.. Folds.Take(10).Select(fold => FormattableString.Invariant($"fold {fold.Index}"))];
        var table = new MetricsTable(["metric", "mean", "+- 95%", .. (string[])(hasTrain ? ["train"] : []), .. shown]);
        foreach (var result in Metrics)
        {
            table.Add(result.Metric.Name, [result.Mean, result.Radius95, .. (double[])(hasTrain ? [result.TrainMean!.Value] : []), .. result.PerFold.Take(shown.Length)]);
        }

        return table.ToString();
    }
}
