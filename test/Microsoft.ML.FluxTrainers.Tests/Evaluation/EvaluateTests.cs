// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NUnit.Framework;
using static Microsoft.ML.Transforms.ValueToKeyMappingEstimator;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class EvaluateTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly IDataView _blobs = TestRows.Blobs(90).ToView(_mlContext, classes: 3);
    private static readonly IDataView _numbers = MeanRegressor.Rows(_mlContext, 1, 1, 2, 2, 1, 1, 2, 2, 1, 1);
    private static readonly EvaluationOptions _five = new() { Resampling = new KFold { Shuffle = false } };

    // The data, the folds and the errors of each fold are those of MLJBase's own tests of its constant regressor.
    [Test]
    public void One_estimator_is_not_trained_by_several_threads() =>
        Assert.That(
            () => _mlContext.FluxTrainers.Evaluate(_blobs, Network(_mlContext), new EvaluationOptions { Parallelism = 4 }),
            Throws.ArgumentException.With.Message.StartsWith("Parallelism is 4, but one estimator is trained once at a time."));

    [Test]
    public void Folds_are_joined_as_MLJ_does()
    {
        var result = _mlContext.FluxTrainers.Evaluate(_numbers, new MeanRegressor(_mlContext), _five with { TrainMetrics = true });

        var error = result[EvaluationMetric.RootMeanSquaredError];
        Assert.That(error.PerFold, Is.EqualTo(new[] { 0.5, 0.75, 0.5, 0.75, 0.5 }).Within(1e-7));
        Assert.That(error.Mean, Is.EqualTo(Math.Sqrt(((3 * 0.25) + (2 * 0.5625)) / 5)).Within(1e-7), "the root of the mean of squares");
        Assert.That(result[EvaluationMetric.MeanAbsoluteError].Mean, Is.EqualTo(0.6).Within(1e-7));
        Assert.That(error.StandardError, Is.EqualTo(Math.Sqrt(0.075 / 4) / 2).Within(1e-7)); // squares 3 * 0.1² + 2 * 0.15² = 0.075
        Assert.That(error.Radius95, Is.EqualTo(1.96 * 0.13693063937629154 / 2).Within(1e-7));
        Assert.That(error.TrainPerFold[0], Is.EqualTo(0.5).Within(1e-7), "labels 2 2 1 1 2 2 1 1, mean 1.5");
        Assert.That(result.Folds.Select(fold => (fold.TrainRowCount, fold.TestRowCount)), Is.All.EqualTo((8, 2)));
        Assert.That(() => result[EvaluationMetric.Accuracy], Throws.ArgumentException.With.Message.StartsWith("The metric 'accuracy' was not asked for. There are: RMSE, MAE, R2."));
    }

    // Folds of 3 and 1 rows: (3 * 1 + 1 * 2) / 4
    [Test]
    public void A_fold_counts_by_its_rows()
    {
        var options = new EvaluationOptions { Resampling = Resampling.From(([0], [1, 2, 3]), ([0], [4])), Metrics = [EvaluationMetric.MeanAbsoluteError] };
        var result = _mlContext.FluxTrainers.Evaluate(MeanRegressor.Rows(_mlContext, 0, 1, 1, 1, 2), new MeanRegressor(_mlContext), options);

        Assert.That(result.Metrics[0].PerFold, Is.EqualTo(new[] { 1.0, 2 }));
        Assert.That(result.Metrics[0].Mean, Is.EqualTo(1.25));
        Assert.That(result.Metrics[0].TrainMean, Is.Null);
    }

    [Test]
    public void One_fold_has_no_radius()
    {
        var result = _mlContext.FluxTrainers.Evaluate(_numbers, new MeanRegressor(_mlContext), new() { Resampling = new Holdout() });

        Assert.That(result.Metrics[0].Radius95, Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void No_row_is_tested_that_was_trained_on([Values] bool isFactory)
    {
        var options = new EvaluationOptions { Resampling = new KFold(4).Repeat(2), Seed = 3, KeepPredictions = true, Parallelism = isFactory ? 3 : 1 };
        var estimator = new MeanRegressor(_mlContext);
        var result = isFactory ? _mlContext.FluxTrainers.Evaluate(_numbers, _ => estimator, options) : _mlContext.FluxTrainers.Evaluate(_numbers, estimator, options);

        var predictions = result.Predictions!;
        var tested = predictions.GetColumn<int>("Fold").Zip(predictions.GetColumn<long>("Row"), (fold, row) => (Fold: fold, Row: (int)row)).ToLookup(pair => pair.Fold, pair => pair.Row);
        Assert.That(estimator.Seen, Has.Count.EqualTo(8));
        Assert.That(estimator.Seen.Select(rows => Rest(rows)), Is.EquivalentTo(tested.Select(fold => string.Join(' ', fold.Order()))));

        static string Rest(int[] trained) => string.Join(' ', Enumerable.Range(0, 10).Except(trained));
    }

    [Test]
    public void Folds_in_parallel_equal_folds_one_after_the_other()
    {
        var options = new EvaluationOptions { Resampling = new StratifiedKFold(3), Seed = 4, TrainMetrics = true };
        using var sequential = _mlContext.FluxTrainers.Evaluate(_blobs, Network, options);
        using var parallel = _mlContext.FluxTrainers.Evaluate(_blobs, Network, options with { Parallelism = 3 });

        Assert.That(sequential.Metrics.Select(metric => metric.Metric.Name), Is.EqualTo(new[] { "log loss", "accuracy", "macro accuracy" }));
        Assert.That(parallel.Metrics.Select(metric => metric.PerFold), Is.EqualTo(sequential.Metrics.Select(metric => metric.PerFold)));
        Assert.That(parallel.Metrics.Select(metric => metric.TrainPerFold), Is.EqualTo(sequential.Metrics.Select(metric => metric.TrainPerFold)));
        Assert.That(sequential[EvaluationMetric.Accuracy].Mean, Is.GreaterThan(0.8));
        Assert.That(sequential[EvaluationMetric.LogLoss].PerFold, Is.Unique);
        Assert.That(sequential.ToString(), Does.StartWith("metric            mean  +- 95%  train  fold 0  fold 1  fold 2\nlog loss "));
    }

    [Test]
    public void An_estimator_of_MlNet_is_judged_as_by_hand()
    {
        var estimator = _mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy();
        var result = _mlContext.FluxTrainers.Evaluate(_blobs, estimator, new() { Seed = 5 });

        var folds = new StratifiedKFold().Split(_blobs, 5);
        var expected = folds.Select(fold => _mlContext.MulticlassClassification.Evaluate(estimator.Fit(fold.Train).Transform(fold.Test)).LogLoss);
        Assert.That(result[EvaluationMetric.LogLoss].PerFold, Is.EqualTo(expected).Within(1e-9));
        Assert.That(result.Seed, Is.EqualTo(5));
    }

    [Test]
    public void Models_are_disposed_or_kept_until_the_result_is()
    {
        var estimator = new MeanRegressor(_mlContext);
        _mlContext.FluxTrainers.Evaluate(_numbers, estimator, _five).Dispose();
        Assert.That(estimator.Open, Is.Zero);

        var kept = _mlContext.FluxTrainers.Evaluate(_numbers, estimator, _five with { KeepModels = true });
        Assert.That(estimator.Open, Is.EqualTo(5));
        Assert.That(kept.Folds[1].Model!.Transform(_numbers).GetColumn<float>("Score").First(), Is.EqualTo(1.25f));
        kept.Dispose();
        Assert.That(estimator.Open, Is.Zero);
    }

    [Test]
    public void A_fold_that_fails_is_named_and_leaves_nothing([Values(1, 3)] int parallelism)
    {
        var estimator = new MeanRegressor(_mlContext);
        var made = -1;
        IEstimator<ITransformer> Make(MLContext context) => Interlocked.Increment(ref made) == 2 ? new MeanRegressor(context, _ => throw new ArithmeticException("planted")) : estimator;
        var options = _five with { KeepModels = true, Parallelism = parallelism };

        Assert.That(
            () => _mlContext.FluxTrainers.Evaluate(_numbers, Make, options),
            Throws.TypeOf<FoldException>().With.InnerException.TypeOf<ArithmeticException>().And.Message.EndsWith("(of 5, counted from 0) failed: planted"));
        Assert.That(estimator.Open, Is.Zero);
        Assert.That(made, parallelism == 1 ? Is.EqualTo(2) : Is.LessThanOrEqualTo(4), "later folds do not begin");
    }

    [Test]
    public void A_function_that_makes_no_estimator_is_told_so()
    {
        static IEstimator<ITransformer> Make(MLContext context) => null!;
        const string Message = "The function that makes estimators returned null.";

        Assert.That(() => _mlContext.FluxTrainers.Evaluate(_numbers, Make, _five), Throws.TypeOf<FoldException>().With.Message.EndsWith("failed: " + Message));
        Assert.That(() => _mlContext.FluxTrainers.EpochCurve(_numbers, Make), Throws.InvalidOperationException.With.Message.EqualTo(Message));
        Assert.That(() => _mlContext.FluxTrainers.Bagging(Make, new BaggingOptions()).Fit(_numbers), Throws.InvalidOperationException.With.Message.EqualTo(Message));
    }

    [Test]
    public void A_metric_that_fails_disposes_the_model_too()
    {
        var estimator = new MeanRegressor(_mlContext);
        var options = _five with { Metrics = [EvaluationMetric.From("bad", true, _ => throw new ArithmeticException("planted"))] };

        var failure = Assert.Throws<FoldException>(() => _mlContext.FluxTrainers.Evaluate(_numbers, estimator, options));
        Assert.That(failure.Fold, Is.Zero);
        Assert.That(estimator.Open, Is.Zero);
    }

    [Test]
    public void Cancelling_stops_before_the_next_fold()
    {
        using var source = new CancellationTokenSource();
        var estimator = new MeanRegressor(_mlContext, fit => Cancel(source, fit == 1));

        Assert.That(() => _mlContext.FluxTrainers.Evaluate(_numbers, estimator, _five with { KeepModels = true }, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(estimator.Seen, Has.Count.EqualTo(2));
        Assert.That(estimator.Open, Is.Zero);
    }

    // The network would train for minutes.
    [Test]
    public void Cancelling_stops_within_a_fold_that_has_a_context_of_its_own()
    {
        using var source = new CancellationTokenSource();
        source.CancelAfter(300);
        IEstimator<ITransformer> Endless(MLContext context) => context.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 10_000_000 });

        Assert.That(() => _mlContext.FluxTrainers.Evaluate(_blobs, Endless, new() { Parallelism = 2 }, source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    // The pipeline makes keys of texts in the order of each fold's rows, so that each fold has its own numbers for the classes.
    [Test]
    public void Predictions_are_joined_by_the_names_of_classes()
    {
        var labels = "bcabacbbacabcbacabcaacbcabcbac";
        var data = _mlContext.Data.LoadFromEnumerable(labels.Select((label, i) => new TextRow { Text = $"{label}", Features = [label - 'a', (i % 5) / 4f] }).ToList());
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", "Text").Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy());
        var result = _mlContext.FluxTrainers.Evaluate(data, pipeline, new() { KeepPredictions = true, Seed = 2, Metrics = [EvaluationMetric.LogLoss, EvaluationMetric.Accuracy] });

        var predictions = result.Predictions!;
        Assert.That(predictions.GetColumn<long>("Row"), Is.EquivalentTo(Enumerable.Range(0, 30)));
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        predictions.Schema["Score"].GetSlotNames(ref names);
        Assert.That(names.DenseValues().Select(name => $"{name}"), Is.EquivalentTo(new[] { "a", "b", "c" }));
        var texts = predictions.GetColumn<uint>("Label").Select(key => $"{names.GetItemOrDefault((int)key - 1)}"[0]);
        Assert.That(predictions.GetColumn<long>("Row").Zip(texts).All(pair => labels[(int)pair.First] == pair.Second), Is.True);
        var whole = _mlContext.MulticlassClassification.Evaluate(predictions);
        Assert.That(whole.LogLoss, Is.EqualTo(result[EvaluationMetric.LogLoss].Mean).Within(1e-6));
        Assert.That(whole.MicroAccuracy, Is.EqualTo(result[EvaluationMetric.Accuracy].Mean).Within(1e-9));
    }

    // The 21 rows of the first fold are tested by a model that meets "yes" first: its scores are those of "no".
    [Test]
    public void Scores_of_two_values_are_those_of_the_same_one_in_all_folds()
    {
        var data = YesAndNo();
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", "Text")
            .Append(_mlContext.FluxTrainers.NeuralBinaryClassifier(new() { Builder = new LinearBuilder(), Optimizer = new Adam(0.05), Epochs = 20, Seed = 1 }));
        var result = _mlContext.FluxTrainers.Evaluate(data, pipeline, new() { KeepPredictions = true, Resampling = new KFold(3) { Shuffle = false }, Metrics = [EvaluationMetric.LogLoss, EvaluationMetric.Accuracy] });

        var predictions = result.Predictions!;
        var whole = _mlContext.BinaryClassification.Evaluate(predictions);
        Assert.That(whole.Accuracy, Is.EqualTo(result[EvaluationMetric.Accuracy].Mean).Within(1e-9));
        Assert.That(whole.LogLoss * Math.Log(2), Is.EqualTo(result[EvaluationMetric.LogLoss].Mean).Within(1e-6));
        Assert.That(EvaluationMetric.Accuracy.Of(predictions), Is.EqualTo(whole.Accuracy), "what was decided agrees with the scores");
        var odds = predictions.GetColumn<float>("Probability").Select(p => Math.Log(p / (1.0 - p)));
        Assert.That(predictions.GetColumn<float>("Score").Select(score => (double)score), Is.EqualTo(odds).Within(1e-4));
    }

    [TestCase(KeyOrdinality.ByOccurrence, true)]
    [TestCase(KeyOrdinality.ByValue, false)]
    public void Folds_that_take_another_value_for_the_positive_one_are_warned_of(KeyOrdinality order, bool warns)
    {
        var context = new MLContext(1);
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label", "Text", keyOrdinality: order)
            .Append(context.FluxTrainers.NeuralBinaryClassifier(new() { Builder = new LinearBuilder(), Epochs = 1 }));
        void Evaluate(EvaluationMetric metric) => context.FluxTrainers.Evaluate(YesAndNo(), pipeline, new() { Resampling = new KFold(3) { Shuffle = false }, Metrics = [metric] });

        Evaluate(EvaluationMetric.Accuracy);
        Assert.That(warnings, Is.Empty, "it counts both values");
        Evaluate(EvaluationMetric.F1Score);
        Assert.That(warnings, warns
            ? Has.One.StartsWith("F1 is of 'no' in some folds and of 'yes' in others, since the pipeline numbers the values of 'Label' in each fold as they come. Sort them")
            : Is.Empty);
    }

    [Test]
    public void So_is_a_search_once()
    {
        var context = new MLContext(1);
        var warnings = context.Listen(ChannelMessageKind.Warning);
        using var tuned = context.FluxTrainers.TunedPipeline(
            (own, point) => own.Transforms.Conversion.MapValueToKey("Label", "Text")
                .Append(own.FluxTrainers.NeuralBinaryClassifier(new() { Builder = new LinearBuilder(), Epochs = 1 })),
            TuningData.Space,
            TuningData.Random(2) with { Resampling = new KFold(3) { Shuffle = false }, Metric = EvaluationMetric.F1Score }).Fit(YesAndNo());

        Assert.That(warnings, Has.One.StartsWith("F1 is of 'no' in some folds and of 'yes' in others"));
    }

    [Test]
    public void Predictions_of_labels_are_joined_by_their_names()
    {
        string[][] sets = [["a", "b"], ["b"], ["c", "a"], ["b", "c"], [], ["a"]];
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => i * 7 % 6).Select(set => new SetRow
        {
            Texts = sets[set],
            Features = [sets[set].Contains("a") ? 1 : 0, sets[set].Contains("b") ? 1 : 0, sets[set].Contains("c") ? 1 : 0],
        }).ToList());
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", "Texts")
            .Append(_mlContext.FluxTrainers.NeuralMultilabelClassifier(new() { Builder = new LinearBuilder(), Optimizer = new Adam(0.1), Epochs = 40, Seed = 1 }));
        var result = _mlContext.FluxTrainers.Evaluate(data, pipeline, new() { KeepPredictions = true, Resampling = new KFold(60) { Shuffle = false }, Metrics = [EvaluationMetric.LogLoss] });

        var predictions = result.Predictions!;
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        predictions.Schema["Score"].GetSlotNames(ref names);
        string[] labels = [.. names.DenseValues().Select(name => $"{name}")];
        var expected = Enumerable.Range(0, 60).Select(i => labels.Select(label => sets[i * 7 % 6].Contains(label) ? 1f : 0).ToArray());
        Assert.That(labels, Is.EquivalentTo(new[] { "a", "b", "c" }));
        Assert.That(predictions.GetColumn<float[]>("Label"), Is.EqualTo(expected).AsCollection);
        Assert.That(predictions.GetColumn<float[]>("Score").Select(row => row.Select(score => score > 0.5f ? 1f : 0).ToArray()), Is.EqualTo(expected).AsCollection);
        Assert.That(EvaluationMetric.F1Score.Of(predictions), Is.EqualTo(_mlContext.FluxTrainers.EvaluateMultilabel(predictions).MacroF1Score), "they are known to be labels, though the folds' flags are numbers now");
        Assert.That(EvaluationMetric.LogLoss.Of(predictions), Is.EqualTo(result.Metrics[0].Mean).Within(1e-6), "one row a fold: the mean of all");
    }

    [Test]
    public void Predictions_of_numbers_and_of_true_and_false_can_be_evaluated_again()
    {
        var result = _mlContext.FluxTrainers.Evaluate(_numbers, new MeanRegressor(_mlContext), _five with { KeepPredictions = true });
        Assert.That(_mlContext.Regression.Evaluate(result.Predictions).MeanAbsoluteError, Is.EqualTo(0.6).Within(1e-7));

        var flags = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new FlagRow { Label = i % 7 > 3, Features = [i % 7, i % 4] }).ToList());
        var binary = _mlContext.FluxTrainers.Evaluate(flags, _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(), new() { KeepPredictions = true, Seed = 2 });
        var whole = _mlContext.BinaryClassification.Evaluate(binary.Predictions);
        Assert.That(whole.Accuracy, Is.EqualTo(binary[EvaluationMetric.Accuracy].Mean).Within(1e-9));
        Assert.That(whole.LogLoss * Math.Log(2), Is.EqualTo(binary[EvaluationMetric.LogLoss].Mean).Within(1e-6));
    }

    [Test]
    public void The_result_is_data_too()
    {
        var result = _mlContext.FluxTrainers.Evaluate(_numbers, new MeanRegressor(_mlContext), _five);
        var view = result.ToDataView(_mlContext);

        Assert.That(view.GetColumn<string>("Metric").Distinct(), Is.EqualTo(new[] { "RMSE", "MAE", "R2" }));
        Assert.That(view.GetColumn<double>("Value").Take(5), Is.EqualTo(result.Metrics[0].PerFold));
        Assert.That(view.GetColumn<int>("Fold").Take(6), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 0 }));
    }

    /// <summary>63 rows, the first, third and so on "no", the others "yes".</summary>
    private static IDataView YesAndNo() => _mlContext.Data.LoadFromEnumerable(
        Enumerable.Range(0, 63).Select(i => new TextRow { Text = i % 2 == 0 ? "no" : "yes", Features = [(i % 2) + (i * 7 % 10 / 8f), i % 3] }).ToList());

    private static NeuralClassifier Network(MLContext context) => context.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 5 });

    private static void Cancel(CancellationTokenSource source, bool isTime)
    {
        if (isTime)
        {
            source.Cancel();
        }
    }

    private sealed class TextRow
    {
        public string Text { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class SetRow
    {
        public string[] Texts { get; set; } = [];

        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }

    private sealed class FlagRow
    {
        public bool Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
