// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an evaluation found: the metrics of each fold and of all, and, where that was asked for, the models and the predictions.</summary>
public sealed class EvaluationResult : IDisposable
{
    internal EvaluationResult(string? name, int seed, IReadOnlyList<FoldOutcome> outcomes, IDataView? predictions)
    {
        (Name, Seed, Predictions) = (name, seed, predictions);
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

    /// <summary>The predictions of all test rows, each by a model that was not trained on it: the columns Row (its place in the data, from 0), Fold, Repeat, Label, Score and,
    /// of classes and of true and false, PredictedLabel and Probability. In memory; null unless <see cref="EvaluationOptions.KeepPredictions"/> is set.</summary>
    /// <remarks>ML.NET's Evaluate judges them as a whole. Classes and labels are brought together by name where folds number them differently; of two values, all scores are those of
    /// the second one.</remarks>
    public IDataView? Predictions { get; }

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

    /// <summary>The values of all metrics as data: the columns Metric, Fold, Repeat, Value and TrainValue (NaN where that was not asked for), a row for each metric and fold.</summary>
    /// <param name="context">The context that the data belongs to.</param>
    public IDataView ToDataView(MLContext context) => Guard.NotNull(context, nameof(context)).Data.LoadFromEnumerable(Metrics.SelectMany(metric => Folds.Select((fold, i) => new FoldValue
    {
        Metric = metric.Metric.Name,
        Fold = fold.Index,
        Repeat = fold.Repeat,
        Value = metric.PerFold[i],
        TrainValue = metric.TrainPerFold.Count == 0 ? double.NaN : metric.TrainPerFold[i],
    })).ToList());

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
