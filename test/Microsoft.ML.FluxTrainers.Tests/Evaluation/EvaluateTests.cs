// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class EvaluateTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly IDataView _data = TestRows.Blobs(90).ToView(_mlContext, classes: 3);

    private static readonly EvaluationOptions _options = new() { Resampling = new StratifiedKFold(3), Seed = 4, TrainMetrics = true };

    [Test]
    public void Folds_in_parallel_equal_folds_one_after_the_other()
    {
        var sequential = _mlContext.FluxTrainers.Evaluate(_data, Network, _options);
        var parallel = _mlContext.FluxTrainers.Evaluate(_data, Network, _options with { Parallelism = 3 });

        Assert.That(sequential.Metrics.Select(metric => metric.Metric.Name), Is.EqualTo(new[] { "log loss", "accuracy", "macro accuracy" }));
        Assert.That(parallel.Metrics.Select(metric => metric.PerFold), Is.EqualTo(sequential.Metrics.Select(metric => metric.PerFold)));
        Assert.That(parallel.Metrics.Select(metric => metric.TrainPerFold), Is.EqualTo(sequential.Metrics.Select(metric => metric.TrainPerFold)));
        Assert.That(sequential[EvaluationMetric.Accuracy].Mean, Is.GreaterThan(0.8));
        Assert.That(sequential[EvaluationMetric.LogLoss].PerFold, Is.Unique);
        Assert.That(sequential.ToString(), Does.StartWith("metric            mean  +- 95%  train  fold 0  fold 1  fold 2\nlog loss "));
    }

    private static IEstimator<ITransformer> Network(MLContext context) => context.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 5 });
}
