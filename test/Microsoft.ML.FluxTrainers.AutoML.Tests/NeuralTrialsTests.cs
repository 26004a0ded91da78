// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Whole experiments of ML.NET's AutoML, on rows whose labels follow from their features.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NeuralTrialsTests
{
    private static readonly NeuralClassifierOptions _quick = new() { ValidationFraction = 0.2, Seed = 1 };

    private readonly MLContext _context = new(1);
    private readonly TrialLog _log = new();

    private IDataView Rows => field ??= Point.View(_context, 300);

    private static SearchSpace<NeuralClassifierSweepOptions> FewEpochs
    {
        get
        {
            var space = new SearchSpace<NeuralClassifierSweepOptions>();
            space[nameof(NeuralClassifierSweepOptions.Epochs)] = new ChoiceOption([5, 10], 10);
            space[nameof(NeuralClassifierSweepOptions.Hidden)] = new ChoiceOption(["4", "8", "16,8"], "8");
            space[nameof(NeuralClassifierSweepOptions.Activation)] = new ChoiceOption(["ReLU", "Tanh"], "ReLU");
            space[nameof(NeuralClassifierSweepOptions.Normalization)] = new ChoiceOption(["None"], "None");
            return space;
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_search_finds_a_good_network_and_frees_all_others(bool isCrossValidated)
    {
        var experiment = Experiment(Classes(FewEpochs));
        experiment = isCrossValidated ? experiment.SetDataset(Rows, 3) : experiment.SetDataset(_context.Data.TrainTestSplit(Rows, 0.3, seed: 2));

        var best = experiment.SetNeuralTrials(new NeuralTrials { Monitor = _log, Seed = 3 }).SetMaxModelToExplore(6).Run();

        Assert.That(best.Metric, Is.EqualTo(_log.Completed.Max(trial => trial.Metric)).And.GreaterThan(0.8));
        Assert.That(_log.Completed, Has.Count.EqualTo(6));
        Assert.That(_context.MulticlassClassification.Evaluate(best.Model.Transform(Rows)).MicroAccuracy, Is.GreaterThan(0.8));
        foreach (var (_, _, model) in _log.Completed.Where(trial => trial.Model != best.Model))
        {
            Assert.That(() => model.Transform(Rows), Throws.InstanceOf<ObjectDisposedException>());
        }
    }

    [Test]
    public void The_first_trial_has_the_defaults_and_none_comes_twice()
    {
        var (first, again) = (Settings(5), Settings(5));

        Assert.That(first, Is.Unique.And.EqualTo(again));
        Assert.That(first[0], Does.Contain("\"Hidden\":\"8\"").And.Contain("\"BatchSize\":32").And.Match("\"LearningRate\":0\\.00(3|2999999)"), "a logarithmic scale rounds");
        Assert.That(Settings(6), Is.Not.EqualTo(first));

        List<string> Settings(int seed)
        {
            var log = new TrialLog();
            Experiment(Classes(FewEpochs)).SetDataset(_context.Data.TrainTestSplit(Rows, 0.3, seed: 2))
                .SetNeuralTrials(new NeuralTrials { Monitor = log, Seed = seed }).SetMaxModelToExplore(5).Run();
            return [.. log.Completed.Select(trial => trial.Settings)];
        }
    }

    [Test]
    public void Hopeless_fits_give_up_early()
    {
        var space = FewEpochs;
        space[nameof(NeuralClassifierSweepOptions.LearningRate)] = new ChoiceOption([0.01, 1e-6, 1e-7, 1e-8], 0.01);
        space[nameof(NeuralClassifierSweepOptions.Epochs)] = new ChoiceOption([20], 20);

        Experiment(Classes(space)).SetDataset(_context.Data.TrainTestSplit(Rows, 0.3, seed: 2))
            .SetNeuralTrials(new NeuralTrials { Monitor = _log, Seed = 3, Pruning = new MedianPruning { EveryEpochs = 5, MinTrials = 2 } })
            .SetMaxModelToExplore(12).Run();

        var pruned = _log.Histories.Where(history => history.StopReason?.Contains("median of the trials before", StringComparison.Ordinal) == true).ToList();
        Assert.That(pruned, Is.Not.Empty);
        Assert.That(pruned.Select(history => history.Epochs), Is.All.EqualTo(5).Or.EqualTo(10).Or.EqualTo(15));
        Assert.That(_log.Failed, Is.Empty);
    }

    [Test]
    public void A_time_limit_ends_a_trial_under_way()
    {
        var space = FewEpochs;
        space[nameof(NeuralClassifierSweepOptions.Epochs)] = new ChoiceOption([10_000_000], 10_000_000); // hours
        var experiment = Experiment(Classes(space)).SetDataset(_context.Data.TrainTestSplit(Rows, 0.3, seed: 2)).SetNeuralTrials().SetTrainingTimeInSeconds(2);
        var clock = Stopwatch.StartNew();

        Assert.That(() => experiment.RunAsync(), Throws.InstanceOf<TimeoutException>());
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void A_time_limit_ends_a_trainer_of_ML_NET_that_looks_for_it()
    {
        var endless = new SweepableEstimator(
            (context, _) => context.Regression.Trainers.FastTree(nameof(Point.Number), nameof(Point.Features), numberOfTrees: 10_000_000), new SearchSpace.SearchSpace());
        var experiment = _context.Auto().CreateExperiment().SetPipeline(Pipeline(endless)).SetDataset(_context.Data.TrainTestSplit(Rows, 0.3, seed: 2))
            .SetRegressionMetric(RegressionMetric.RSquared, nameof(Point.Number)).SetNeuralTrials().SetTrainingTimeInSeconds(2);
        var clock = Stopwatch.StartNew();

        Assert.That(() => experiment.RunAsync(), Throws.InstanceOf<TimeoutException>());
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void The_folds_of_a_trial_do_not_prune_each_other()
    {
        var epochs = new List<int>();
        var run = new TrainingRun { Actions = [TrainingAction.Do(result => epochs.Add(result.Epoch))] };
        var trainer = _context.Auto().NeuralClassifier(_quick, FewEpochs, run);

        Experiment(_context.Transforms.Conversion.MapValueToKey("Label", nameof(Point.Class)).Append(trainer)).SetDataset(Rows, 5)
            .SetNeuralTrials(new NeuralTrials { Pruning = new MedianPruning { EveryEpochs = 1, MinTrials = 1 } }).SetMaxModelToExplore(1).Run();

        Assert.That(epochs, Has.Count.EqualTo(5 * 10));
    }

    [Test]
    public void Networks_compete_with_trainers_of_ML_NET()
    {
        var pipeline = _context.Transforms.Conversion.MapValueToKey("Label", nameof(Point.Class))
            .AppendOneOf(_context.Auto().NeuralClassifier(_quick, FewEpochs), _context.Auto().MultiClassification(useLgbm: false, useFastForest: false, useFastTree: false));

        Experiment(pipeline).SetDataset(_context.Data.TrainTestSplit(Rows, 0.3, seed: 2))
            .SetNeuralTrials(new NeuralTrials { Monitor = _log, Seed = 1 }).SetMaxModelToExplore(8).Run();

        Assert.That(_log.Failed, Is.Empty);
        Assert.That(_log.Histories.Count(), Is.InRange(1, 7), "some trials are networks, some are not");
    }

    [Test]
    public void Several_numbers_are_judged_by_a_metric_of_this_library()
    {
        var options = new NeuralMultitargetRegressorOptions { LabelColumnName = nameof(Point.Numbers), Seed = 1 };

        var best = Search(_context.Auto().NeuralMultitargetRegressor(options), EvaluationMetric.RSquared, nameof(Point.Numbers));

        Assert.That(best.Metric, Is.GreaterThan(0.8));
        Assert.That(
            _context.FluxTrainers.EvaluateMultitarget(best.Model.Transform(Rows), nameof(Point.Numbers)).RSquared, Is.GreaterThan(0.8));
    }

    [Test]
    public void Several_labels_are_judged_by_a_metric_of_this_library()
    {
        var options = new NeuralMultilabelClassifierOptions { LabelColumnName = nameof(Point.Flags), Seed = 1 };

        var best = Search(_context.Auto().NeuralMultilabelClassifier(options), EvaluationMetric.LogLoss, nameof(Point.Flags));

        Assert.That(best.Metric, Is.GreaterThan(0).And.LessThan(0.4));
        Assert.That(best.Loss, Is.EqualTo(best.Metric), "a log loss is minimized");
    }

    [Test]
    public void True_and_false_and_numbers_are_searched_by_AutoML_s_own_metrics()
    {
        var split = _context.Data.TrainTestSplit(Rows, 0.3, seed: 2);
        var binary = Pipeline(_context.Auto().NeuralBinaryClassifier(new() { LabelColumnName = nameof(Point.IsPositive), Seed = 1 }));
        var regression = Pipeline(_context.Auto().NeuralRegressor(new() { LabelColumnName = nameof(Point.Number), Seed = 1 }));

        var accuracy = _context.Auto().CreateExperiment().SetPipeline(binary).SetDataset(split)
            .SetBinaryClassificationMetric(BinaryClassificationMetric.Accuracy, nameof(Point.IsPositive)).SetNeuralTrials().SetMaxModelToExplore(2).Run();
        var rSquared = _context.Auto().CreateExperiment().SetPipeline(regression).SetDataset(split)
            .SetRegressionMetric(RegressionMetric.RSquared, nameof(Point.Number)).SetNeuralTrials().SetMaxModelToExplore(2).Run();

        Assert.That(accuracy.Metric, Is.GreaterThan(0.9));
        Assert.That(rSquared.Metric, Is.GreaterThan(0.9));
    }

    [Test]
    public void Options_that_are_not_given_hold_out_rows()
    {
        var best = Experiment(Classes(FewEpochs, null)).SetDataset(_context.Data.TrainTestSplit(Rows, 0.3, seed: 2)).SetNeuralTrials(new NeuralTrials { Monitor = _log })
            .SetMaxModelToExplore(1).Run();

        Assert.That(best.Model, Is.Not.Null);
        Assert.That(_log.Histories.Single().ValidationLosses, Has.Count.EqualTo(11), "one before the training, one after each epoch");
    }

    private SweepablePipeline Classes(SearchSpace<NeuralClassifierSweepOptions> space, NeuralClassifierOptions? options) =>
        _context.Transforms.Conversion.MapValueToKey("Label", nameof(Point.Class)).Append(_context.Auto().NeuralClassifier(options, space));

    private SweepablePipeline Classes(SearchSpace<NeuralClassifierSweepOptions> space) => Classes(space, _quick);

    // A sweepable pipeline begins with an ordinary step.
    private SweepablePipeline Pipeline(SweepableEstimator trainer) => _context.Transforms.CopyColumns("Copied", nameof(Point.Features)).Append(trainer);

    private AutoMLExperiment Experiment(SweepablePipeline pipeline) => _context.Auto().CreateExperiment()
        .SetPipeline(pipeline)
        .SetMulticlassClassificationMetric(MulticlassClassificationMetric.MicroAccuracy, "Label");

    private TrialResult Search(SweepableEstimator trainer, EvaluationMetric metric, string label) => _context.Auto().CreateExperiment()
        .SetPipeline(Pipeline(trainer))
        .SetDataset(_context.Data.TrainTestSplit(Rows, 0.3, seed: 2))
        .SetNeuralTrials(new NeuralTrials { Metric = metric, Columns = new EvaluationColumns { LabelColumnName = label }, Seed = 1 })
        .SetMaxModelToExplore(2)
        .Run();
}
