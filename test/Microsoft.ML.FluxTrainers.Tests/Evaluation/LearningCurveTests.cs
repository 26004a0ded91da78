// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LearningCurveTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly IDataView _blobs = TestRows.Blobs(90).ToView(_mlContext, classes: 3);
    private static readonly NeuralClassifierOptions _options = new() { Epochs = 6, ValidationFraction = 0.3, RestoreBestWeights = false };

    [Test]
    public void Epochs_are_those_of_one_training_for_each_seed()
    {
        var curve = _mlContext.FluxTrainers.EpochCurve(_blobs, context => context.FluxTrainers.NeuralClassifier(_options), seed: 5, seeds: 2);

        Assert.That(curve.Points.Select(point => (point.Curve, point.Value)), Is.EqualTo(Enumerable.Range(0, 14).Select(i => (i / 7, (double)(i % 7)))));
        Assert.That(curve.Points.Take(7).Select(point => point.Mean), Is.Not.EqualTo(curve.Points.Skip(7).Select(point => point.Mean)));
        Assert.That(curve.Points[6].TrainMean, Is.LessThan(curve.Points[0].TrainMean));
        var again = _mlContext.FluxTrainers.EpochCurve(_blobs, context => Pipeline(context), seed: 5);
        Assert.That(again.Points.Select(point => point.Mean), Is.EqualTo(curve.Points.Take(7).Select(point => point.Mean)), "the network may stand in a pipeline");
        Assert.That(curve.ToString(), Does.StartWith("epoch  seed    loss   train\n0         0  "));

        var tuned = _mlContext.FluxTrainers.EpochCurve(
            _blobs, context => context.FluxTrainers.Tuned(context.FluxTrainers.NeuralClassifier(_options), new(), new TuningOptions { Strategy = new PointList(TrialPoint.Of(("BatchSize", 30))) }));
        Assert.That(tuned.Points.Select(point => point.Value), Is.EqualTo(Enumerable.Range(0, 7)), "of a search it is the last training");

        static IEstimator<ITransformer> Pipeline(MLContext context) => context.Transforms.CopyColumns("Copy", "Number").Append(context.FluxTrainers.NeuralClassifier(_options));
    }

    [Test]
    public void A_pipeline_without_a_network_is_an_error() => Assert.That(
        () => _mlContext.FluxTrainers.EpochCurve(_blobs, context => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
        Throws.InvalidOperationException.With.Message.Contains("must have one neural network, whose training tells the losses of each epoch, but has 0"));

    [Test]
    public void Each_value_of_a_parameter_is_evaluated_on_the_same_folds()
    {
        var options = new EvaluationOptions { Resampling = new StratifiedKFold(3), Seed = 2, Metrics = [EvaluationMetric.Accuracy] };
        IEstimator<ITransformer> Make(MLContext context, double rate) =>
            context.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 2 }.With("Optimizer.LearningRate", rate));
        var curve = _mlContext.FluxTrainers.ParameterCurve(_blobs, "learning rate", [1e-9, 0.1], Make, options, seeds: 2);
        var direct = _mlContext.FluxTrainers.Evaluate(_blobs, context => Make(context, 0.1), options);

        Assert.That(curve.MetricName, Is.EqualTo("accuracy"));
        Assert.That(curve.Points.Select(point => (point.Curve, point.Value)), Is.EqualTo(new[] { (0, 1e-9), (0, 0.1), (1, 1e-9), (1, 0.1) }));
        Assert.That(curve.Points[1].Mean, Is.EqualTo(direct.Metrics[0].Mean).And.GreaterThan(curve.Points[0].Mean));
        Assert.That(curve.Points[1].Radius95, Is.EqualTo(direct.Metrics[0].Radius95));
        Assert.That(curve.Points[0].Mean, Is.Not.EqualTo(curve.Points[2].Mean), "other seeds draw other weights");
        Assert.That(curve.ToDataView(_mlContext).GetColumn<double>("Mean"), Is.EqualTo(curve.Points.Select(point => point.Mean)));
    }

    [Test]
    public void Values_need_not_be_numbers()
    {
        var rows = MeanRegressor.Rows(_mlContext, 1, 2, 3, 4, 5, 6);
        var curve = _mlContext.FluxTrainers.ParameterCurve(rows, "kind", ["a", "b"], (context, _) => new MeanRegressor(context));

        Assert.That(curve.Points.Select(point => (point.Value, point.Text)), Is.EqualTo(new[] { (0.0, "a"), (1.0, "b") }));
        Assert.That(curve.Names().Rows.Select(row => (row.Name, row.Value)), Is.EqualTo(curve.Points.Select(point => (point.Text, point.Mean))));
        using var folder = new TempFolder();
        curve.SavePlot(folder["kinds.svg"]);
        Assert.That(File.ReadAllText(folder["kinds.svg"]), Does.Contain(">a</text>").And.Contain(">b</text>"));
    }

    [TestCase(0.001, 0.1, true)]
    [TestCase(0.0, 0.1, false)]
    [TestCase(1.0, 50.0, false)]
    public void Powers_of_ten_are_drawn_on_a_logarithmic_axis(double least, double greatest, bool isLogarithmic)
    {
        var rows = MeanRegressor.Rows(_mlContext, 1, 2, 3, 4, 5, 6);
        var curve = _mlContext.FluxTrainers.ParameterCurve(rows, "strength", [greatest, least], (context, _) => new MeanRegressor(context));

        Assert.That(curve.Lines(null).XIsLog, Is.EqualTo(isLogarithmic));
        Assert.That(curve.Lines(!isLogarithmic).XIsLog, Is.EqualTo(!isLogarithmic));
    }

    // 20 rows, 4 folds: 15 rows to train on. A larger share has all rows of a smaller one.
    [Test]
    public void Fewer_rows_are_a_part_of_more()
    {
        var rows = MeanRegressor.Rows(_mlContext, [.. Enumerable.Range(0, 20).Select(i => (float)i)]);
        var estimator = new MeanRegressor(_mlContext);
        var curve = _mlContext.FluxTrainers.RowCurve(rows, [0.2, 0.6, 1], _ => estimator, new() { Resampling = new KFold(4), Seed = 1 });

        Assert.That(curve.Points.Select(point => point.Value), Is.EqualTo(new[] { 3.0, 9, 15 }));
        var bySize = estimator.Seen.ToLookup(seen => seen.Length);
        foreach (var large in bySize[15])
        {
            var middle = bySize[9].Single(seen => seen.All(large.Contains) && bySize[3].Any(few => few.All(seen.Contains)));
            Assert.That(middle, Is.SubsetOf(large));
        }

        Assert.That(() => _mlContext.FluxTrainers.RowCurve(rows, [0.2, 1.5], _ => estimator), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("shares must be a list of numbers above 0 and at most 1."));
    }

    [Test]
    public void The_plot_has_a_line_for_each_kind_of_rows([Values(".svg", ".png")] string ending)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "curve" + ending);
        var rows = MeanRegressor.Rows(_mlContext, 1, 2, 3, 4, 5, 6);
        _mlContext.FluxTrainers.ParameterCurve(rows, "strength", [0.01, 0.1, 1], (context, _) => new MeanRegressor(context)).SavePlot(path, isLogarithmic: true);

        Assert.That(new FileInfo(path).Length, Is.GreaterThan(1000));
        if (ending == ".svg")
        {
            Assert.That(File.ReadAllText(path), Does.Contain(">tested</text>").And.Contain(">trained on</text>").And.Contain(">strength</text>"));
        }

        Assert.That(() => _mlContext.FluxTrainers.ParameterCurve(rows, "a", [1], (context, _) => new MeanRegressor(context)).SavePlot("a.gif"), Throws.ArgumentException);
    }
}
