// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes learning curves.</summary>
internal sealed class LearningCurves
{
    private readonly Evaluator _evaluator;
    private readonly CancellationToken _cancellationToken;
    private readonly int _seeds;

    public LearningCurves(IHostEnvironment environment, EvaluationOptions? options, int seeds, CancellationToken cancellationToken)
    {
        var folded = (options ?? new EvaluationOptions()) with { TrainMetrics = true, KeepModels = false, KeepPredictions = false };
        _evaluator = new Evaluator(environment, folded, cancellationToken);
        (_seeds, _cancellationToken) = (seeds, cancellationToken);
    }

    /// <summary>Evaluates an estimator for each value, on the same folds.</summary>
    public LearningCurve OfParameter<T>(IDataView data, string name, IReadOnlyList<T> values, Func<MLContext, T, IEstimator<ITransformer>> factory)
    {
        var folds = _evaluator.Split(data);
        var areNumbers = values.All(value => Number(value) is not null);
        return Of(name, values.Count, hasNames: !areNumbers, (place, seed) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{values[place]}");
            return (areNumbers ? Number(values[place])!.Value : place, text, _evaluator.Evaluate(folds, context => factory(context, values[place]), $"{name} = {text}", seed));
        });
    }

    /// <summary>Evaluates an estimator for each share of the rows to train on; the rows to test on stay the same.</summary>
    public LearningCurve OfRows(IDataView data, IReadOnlyList<double> shares, Func<MLContext, IEstimator<ITransformer>> factory)
    {
        var folds = _evaluator.Split(data);
        return Of("rows", shares.Count, hasNames: false, (place, seed) =>
        {
            var fewer = folds.Select(fold => Fewer(data, fold, shares[place])).ToList();
            var rows = fewer.Average(fold => fold.TrainRows.Count);
            var text = string.Create(CultureInfo.InvariantCulture, $"{rows:0}");
            return (rows, text, _evaluator.Evaluate(fewer, factory, $"{text} rows", seed));
        });
    }

    /// <summary>Trains once a seed, and takes the losses that the training measured.</summary>
    public LearningCurve OfEpochs(IDataView data, Func<MLContext, IEstimator<ITransformer>> factory) => new("epoch", "loss", Enumerable.Range(0, _seeds).SelectMany(curve =>
    {
        _cancellationToken.ThrowIfCancellationRequested();
        using var contexts = _evaluator.Contexts();
        using var registration = _cancellationToken.Register(contexts.Cancel);
        var model = Guard.Made(factory(contexts.OfFold(SeedOf(curve), 0))).Fit(data);
        using var owner = model as IDisposable;
        return Epochs(curve, FittedNetworks.Single(model).History).ToList();
    }));

    private LearningCurve Of(string name, int values, bool hasNames, Func<int, int, (double Value, string Text, EvaluationResult Result)> evaluate)
    {
        var metric = "";
        var points = new List<LearningCurvePoint>();
        for (var curve = 0; curve < _seeds; curve++)
        {
            for (var place = 0; place < values; place++)
            {
                var (value, text, evaluation) = evaluate(place, SeedOf(curve));
                var result = evaluation.Metrics[0];
                metric = result.Metric.Name;
                points.Add(new LearningCurvePoint(curve, value, text, result.Mean, result.Radius95, result.TrainMean!.Value));
            }
        }

        return new LearningCurve(name, metric, points) { HasNames = hasNames };
    }

    // The first curve is what an evaluation with the same seed gives.
    private int SeedOf(int curve) => curve == 0
        ? _evaluator.Seed
        : (int)(new RandomStreams(_evaluator.Seed).Named(string.Create(CultureInfo.InvariantCulture, $"curve {curve}")).NextSeed() & int.MaxValue);

    /// <summary>The first of the rows in an order of chance: a larger share has all rows of a smaller one.</summary>
    private ResamplingFold Fewer(IDataView data, ResamplingFold fold, double share)
    {
        int[] order = [.. fold.TrainRows.Select(row => (int)row)];
        new RandomStreams(_evaluator.Seed).Named("rows").Shuffle(order);
        var count = Math.Max(1, (int)Math.Round(share * order.Length));
        var rows = new FoldRows(RowNumbers.Of(order.Take(count)), RowNumbers.Of(fold.TestRows.Select(row => (int)row)), fold.Repeat);
        return new ResamplingFold(data, rows, fold.Index);
    }

    private static IEnumerable<LearningCurvePoint> Epochs(int curve, TrainingHistory history) => history.Events
        .Where(one => one.Kind is TrainingEventKind.TrainingLoss or TrainingEventKind.ValidationLoss)
        .GroupBy(one => one.Epoch)
        .Select(group => new LearningCurvePoint(
            curve,
            group.Key,
            string.Create(CultureInfo.InvariantCulture, $"{group.Key}"),
            Last(group, TrainingEventKind.ValidationLoss),
            radius95: double.PositiveInfinity,
            Last(group, TrainingEventKind.TrainingLoss)));

    private static double Last(IEnumerable<TrainingEvent> events, TrainingEventKind kind) =>
        events.Where(one => one.Kind == kind).Select(one => one.Value).DefaultIfEmpty(double.NaN).Last();

    private static double? Number(object? value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;
}
