// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Several estimators, evaluated on the same folds.</summary>
public sealed class ComparisonResult : IDisposable
{
    internal ComparisonResult(IReadOnlyList<EvaluationResult> results)
    {
        Results = results;
        Best = results.Skip(1).Aggregate(results[0], (best, one) => Metric.IsBetter(one.Metrics[0].Mean, best.Metrics[0].Mean) ? one : best);
    }

    /// <summary>The evaluation of each estimator, in the order in which they were given.</summary>
    public IReadOnlyList<EvaluationResult> Results { get; }

    /// <summary>The metric that they are compared by: the first of the evaluation.</summary>
    public EvaluationMetric Metric => Results[0].Metrics[0].Metric;

    /// <summary>The one with the best mean; the first of equal ones.</summary>
    public EvaluationResult Best { get; }

    /// <summary>One estimator's evaluation.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public EvaluationResult this[string name] => Results.FirstOrDefault(result => result.Name == name)
        ?? throw new ArgumentException($"There is no estimator '{name}'. There are: {string.Join(", ", Results.Select(result => result.Name))}.", nameof(name));

    /// <summary>How much two estimators differ by <see cref="Metric"/>, fold by fold.</summary>
    /// <param name="first">The name of one.</param>
    /// <param name="second">The name of the other.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public PairedDifference Difference(string first, string second) => new(this[first], this[second], 0);

    /// <summary>Frees the models that were kept.</summary>
    public void Dispose()
    {
        foreach (var result in Results)
        {
            result.Dispose();
        }
    }

    /// <summary>A table with a row for each estimator, the best first: its mean, its radius, its difference from the best with the p value, and the seconds of all its fits.</summary>
    public override string ToString()
    {
        var table = new MetricsTable(Metric.Name, "mean", "+- 95%", "from best", "p", "seconds");
        foreach (var result in Ranked())
        {
            var difference = Difference(result.Name!, Best.Name!);
            var seconds = result.Folds.Sum(fold => fold.FitTime.TotalSeconds);
            table.Add(result.Name!, result.Metrics[0].Mean, result.Metrics[0].Radius95, difference.Mean, difference.PValue, Math.Round(seconds, 1));
        }

        return table.ToString();
    }

    /// <summary>Writes the means and their radii as a picture, the best first.</summary>
    /// <param name="path">The file, ending in ".svg" or ".png"; an existing one is replaced as a whole.</param>
    /// <exception cref="ArgumentException">The file has another ending.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePlot(string path)
    {
        var rows = Ranked().Select(result => (result.Name, Main: result.Metrics[0]))
            .Select(one => new ChartInterval(one.Name!, one.Main.Mean, one.Main.Mean - one.Main.Radius95, one.Main.Mean + one.Main.Radius95));
        ChartFile.Save(new IntervalChart($"{Metric.Name}, mean +- 95%", Metric.Name, [.. rows]) { Reference = Best.Metrics[0].Mean }, path);
    }

    /// <summary>The best first; NaN last.</summary>
    private IEnumerable<EvaluationResult> Ranked() => Results
        .OrderBy(result => result != Best)
        .ThenBy(result => double.IsNaN(result.Metrics[0].Mean))
        .ThenBy(result => Metric.HigherIsBetter ? -result.Metrics[0].Mean : result.Metrics[0].Mean);
}
