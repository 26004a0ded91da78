// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How well an estimator predicts as something varies: the epoch, a parameter, the number of rows to train on; for one seed or several.</summary>
public sealed class LearningCurve
{
    internal LearningCurve(string name, string metricName, IEnumerable<LearningCurvePoint> points)
    {
        (Name, MetricName) = (name, metricName);
        Points = [.. points];
    }

    /// <summary>What varies.</summary>
    public string Name { get; }

    /// <summary>What predictions are judged by.</summary>
    public string MetricName { get; }

    /// <summary>The points: all of the first seed, then all of the second, each in the order of the values.</summary>
    public IReadOnlyList<LearningCurvePoint> Points { get; }

    /// <summary>Whether the values are no numbers, but stand by their places.</summary>
    internal bool HasNames { get; init; }

    /// <summary>The points as data, with the columns Curve, Value, Text, Mean, Radius95 and TrainMean.</summary>
    /// <param name="context">The context that the data belongs to.</param>
    public IDataView ToDataView(MLContext context) => Guard.NotNull(context, nameof(context)).Data.LoadFromEnumerable(Points);

    /// <summary>A table with a row for each point.</summary>
    public override string ToString()
    {
        var hasCurves = Points.Any(point => point.Curve > 0);
        var hasRadius = Points.Any(point => double.IsFinite(point.Radius95));
        var table = new MetricsTable([Name, .. (string[])(hasCurves ? ["seed"] : []), MetricName, .. (string[])(hasRadius ? ["+- 95%"] : []), "train"]);
        foreach (var point in Points)
        {
            table.Add(
                point.Text,
                [.. (double[])(hasCurves ? [point.Curve] : []), point.Mean, .. (double[])(hasRadius ? [point.Radius95] : []), point.TrainMean]);
        }

        return table.ToString();
    }

    /// <summary>Writes the curve as a picture: for each value the means over seeds, and how far they reach: the radius of one seed, or the range of several. Values that are no numbers
    /// stand one below the other by their names, of the rows that were not trained on.</summary>
    /// <param name="path">The file, ending in ".svg" or ".png"; an existing one is replaced as a whole.</param>
    /// <param name="isLogarithmic">Whether values are drawn on a logarithmic scale. Default: null, where all are above zero and the greatest is at least a hundred times the least.</param>
    /// <exception cref="ArgumentException">The file has another ending.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePlot(string path, bool? isLogarithmic = null) => ChartFile.Save(HasNames ? Names() : Lines(isLogarithmic), path);

    /// <summary>A curve over numbers.</summary>
    internal LineChart Lines(bool? isLogarithmic)
    {
        var groups = Points.GroupBy(point => point.Value).OrderBy(group => group.Key).ToList();
        ChartSeries Series(string name, Func<LearningCurvePoint, double> valueOf, Func<LearningCurvePoint, double> radiusOf) => new(
            name, [.. groups.Select(group => new ChartPoint(group.Key, group.Average(valueOf)))])
        {
            Spread = [.. groups.Select(group => (group.Key, group.Min(point => valueOf(point) - radiusOf(point)), group.Max(point => valueOf(point) + radiusOf(point))))],
        };
        ChartSeries[] series = [Series("tested", point => point.Mean, Radius), Series("trained on", point => point.TrainMean, _ => 0)];
        return new LineChart(MetricName, Name, [.. series.Where(one => one.Points.Any(point => double.IsFinite(point.Y)))])
        {
            XIsLog = isLogarithmic ?? (groups[0].Key > 0 && groups[^1].Key >= 100 * groups[0].Key),
        };
    }

    /// <summary>Names have no distances: a curve through them would tell of an order that there is not.</summary>
    internal IntervalChart Names() => new(Name, MetricName, [.. Points.GroupBy(point => point.Value).OrderBy(group => group.Key).Select(group => new ChartInterval(
        group.First().Text, group.Average(point => point.Mean), group.Min(point => point.Mean - Radius(point)), group.Max(point => point.Mean + Radius(point))))]);

    private double Radius(LearningCurvePoint point) => Points.All(one => one.Curve == 0) ? point.Radius95 : 0;
}
