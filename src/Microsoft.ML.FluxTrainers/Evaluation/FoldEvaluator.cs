// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains on one fold and judges the predictions.</summary>
internal sealed class FoldEvaluator(IHostEnvironment environment, EvaluationOptions options, PositiveValues positives)
{
    /// <summary>Trains and judges.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="estimator">What is trained.</param>
    public FoldOutcome Evaluate(ResamplingFold fold, IEstimator<ITransformer> estimator)
    {
        var watch = Stopwatch.StartNew();
        var model = estimator.Fit(fold.Train);
        watch.Stop();
        var isKept = false;
        try
        {
            var test = Scored(model, fold.Test);
            var metrics = options.Metrics.Count > 0 ? options.Metrics : DefaultMetrics.Of(test.Rows);
            double[] values = [.. metrics.Select(metric => positives.Measure(metric, test))];
            double[] trainValues = options.TrainMetrics ? OfTrain(model, fold, metrics) : [];
            isKept = options.KeepModels;
            return new FoldOutcome(
                new FoldResult(fold, watch.Elapsed, isKept ? model : null), metrics, values, trainValues, options.KeepPredictions ? test.Rows : null);
        }
        finally
        {
            if (!isKept)
            {
                (model as IDisposable)?.Dispose();
            }
        }
    }

    private double[] OfTrain(ITransformer model, ResamplingFold fold, IReadOnlyList<EvaluationMetric> metrics)
    {
        var train = Scored(model, fold.Train);
        return [.. metrics.Select(metric => metric.Of(train))];
    }

    private ScoredData Scored(ITransformer model, IDataView rows) => new(environment, model.Transform(rows), options.Columns);
}
