// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A search of each trainer, with nothing said about metric, folds or columns.</summary>
public sealed class TunedTasksTests
{
    private static readonly ParameterSpace _space = new(ParameterRange.Numbers("Optimizer.LearningRate", 0.001, 0.1, ParameterScale.Log10));

    private static readonly TuningOptions _options = new() { Trials = 2, Seed = 1 };

    [Test]
    public void A_binary_classifier_is_judged_by_cross_entropy() =>
        Check(context => context.FluxTrainers.Tuned(context.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { LabelColumnName = "Flag", Epochs = 2 }), _space, _options), "log loss");

    [Test]
    public void A_regressor_is_judged_by_its_error() =>
        Check(context => context.FluxTrainers.Tuned(context.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { LabelColumnName = "Number", Epochs = 2 }), _space, _options), "RMSE");

    [Test]
    public void A_regressor_of_several_numbers_is_judged_by_their_errors() =>
        Check(
            context => context.FluxTrainers.Tuned(
                context.FluxTrainers.NeuralMultitargetRegressor(new NeuralMultitargetRegressorOptions { LabelColumnNames = ["Number", "Other"], Epochs = 2 }), _space, _options),
            "RMSE");

    [Test]
    public void A_classifier_of_several_labels_is_judged_by_cross_entropy() =>
        Check(context => context.FluxTrainers.Tuned(context.FluxTrainers.NeuralMultilabelClassifier(new NeuralMultilabelClassifierOptions { LabelColumnName = "Flags", Epochs = 2 }), _space, _options), "log loss");

    [Test]
    public void An_image_classifier_is_judged_by_cross_entropy() =>
        Check(
            context => context.FluxTrainers.Tuned(
                context.FluxTrainers.NeuralImageClassifier(new NeuralImageClassifierOptions { LabelColumnName = "Key", Height = 4, Width = 4, Epochs = 1, Builder = new ConvBuilder(2) }),
                new(ParameterRange.Choices("Builder.KernelHeight", 1, 3)),
                _options with { Strategy = new GridSearch(), Resampling = new Holdout() }),
            "log loss");

    [Test]
    public void A_pipeline_of_others_is_searched_by_any_metric()
    {
        var context = new MLContext(1);
        var tuned = context.FluxTrainers.TunedPipeline(
            (own, point) => own.Transforms.NormalizeMinMax("Features").Append(own.BinaryClassification.Trainers.LbfgsLogisticRegression("Flag", l2Regularization: point.Get<float>("l2"))),
            new(ParameterRange.Numbers("l2", 0.001, 10, ParameterScale.Log10)),
            _options with { Metric = EvaluationMetric.Accuracy, Columns = new() { LabelColumnName = "Flag" }, Trials = 4 },
            new TuningRun { Parallelism = 2, KeepRowsInMemory = false });

        var report = tuned.Fit(Rows(context)).Report;

        Assert.That(report.HigherIsBetter, Is.True);
        Assert.That(report.Best.Metric, Is.EqualTo(report.Trials.Max(trial => trial.Metric)).And.GreaterThan(0.9));
    }

    private static void Check(Func<MLContext, Tuned> make, string metric)
    {
        var context = new MLContext(1);
        using var model = make(context).Fit(Rows(context));

        Assert.That(model.Report.MetricName, Is.EqualTo(metric));
        Assert.That(model.Report.Trials.Select(trial => trial.Error), Is.All.Null);
        Assert.That(model.Report.Trials.Count(trial => trial.Status == TrialStatus.Completed), Is.EqualTo(2));
    }

    private static IDataView Rows(MLContext context)
    {
        var stream = new RandomStream(2);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(row => new Row
        {
            Features = [row % 2, (float)stream.NextNormal()],
            Flag = row % 2 == 1,
            Flags = [row % 2 == 1, row % 3 == 1],
            Number = (row % 2) + (0.1f * (float)stream.NextNormal()),
            Other = row % 2,
            Key = (uint)(row % 2) + 1,
            Image = [.. Enumerable.Repeat((byte)(200 * (row % 2)), 16)],
        }).ToList());
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Flag { get; set; }

        [VectorType(2)]
        public bool[] Flags { get; set; } = [];

        public float Number { get; set; }

        public float Other { get; set; }

        [KeyType(2)]
        public uint Key { get; set; }

        [VectorType(16)]
        public byte[] Image { get; set; } = [];
    }
}
