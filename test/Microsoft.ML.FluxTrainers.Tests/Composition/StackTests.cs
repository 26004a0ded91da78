// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class StackTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    private IEstimator<ITransformer> Network => _mlContext.FluxTrainers.NeuralClassifier(
        new NeuralClassifierOptions { LabelColumnName = "Key", Builder = new MlpBuilder(4), Epochs = 3 });

    private IEstimator<ITransformer> Entropy => _mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key");

    private static StackOptions OfKeys { get; } = new() { LabelColumnName = "Key", Resampling = new StratifiedKFold(3) { LabelColumnName = "Key" } };

    [Test]
    public void The_meta_learner_never_sees_a_prediction_for_a_row_that_was_trained_on()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Doubt.Rows.Select(row => new Leak { Id = row.Id, Features = row.Features, Label = row.Features[0] }));
        var seen = new List<float[]>();
        var meta = new WatchedEstimator(
            _mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Epochs = 1 }), view => seen.AddRange(view.GetColumn<float[]>("Features")));
        using var model = _mlContext.FluxTrainers.Stack(meta, ("leak", new MembershipEstimator(_mlContext))).Fit(data);

        Assert.That(seen, Has.Count.EqualTo(240));
        Assert.That(seen, Is.All.EqualTo(new[] { 0f }));
        Assert.That(model.Parts[0].Transform(data).GetColumn<float>("Score"), Is.All.EqualTo(1)); // that which predicts later has seen them all
    }

    // scikit-learn's StackingClassifier(passthrough=True) has the same columns: 2 models x 3 classes and 4 features.
    [TestCase(true, 10)]
    [TestCase(false, 6)]
    public void The_meta_learner_sees_the_probabilities_of_all_classes_and_the_features(bool passthrough, int width)
    {
        var data = Doubt.View(_mlContext);
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        var seen = new List<float[]>();
        var meta = new WatchedEstimator(Network, view =>
        {
            view.Schema["Features"].GetSlotNames(ref names);
            seen.AddRange(view.GetColumn<float[]>("Features"));
        });
        using var model = _mlContext.FluxTrainers.Stack(meta, OfKeys with { Passthrough = passthrough }, ("network", Network), ("entropy", Entropy)).Fit(data);

        Assert.That(seen, Is.All.Length.EqualTo(width));
        Assert.That(seen.Select(row => row[..3].Sum()), Is.All.EqualTo(1).Within(1e-5));
        Assert.That(seen.Select(row => row[3..6].Sum()), Is.All.EqualTo(1).Within(1e-5));
        Assert.That(seen.Select(row => row[6..]), Is.EqualTo(Doubt.Rows.Select(row => passthrough ? row.Features : [])));
        Assert.That(
            names.DenseValues().Take(6).Select(name => name.ToString()),
            Is.EqualTo(Kinds().Select(kind => $"network.{kind}").Concat(Kinds().Select(kind => $"entropy.{kind}"))));

        IEnumerable<string> Kinds() => Doubt.Rows.Select(row => row.Kind).Distinct();
    }

    [Test]
    public void Predictions_for_a_fold_are_those_of_a_model_trained_on_the_others()
    {
        var data = Doubt.View(_mlContext);
        var seen = new List<float[]>();
        var folds = new KFold(4) { Shuffle = false };
        var meta = new WatchedEstimator(Network, view => seen.AddRange(view.GetColumn<float[]>("Features")));
        using var model = _mlContext.FluxTrainers.Stack(meta, OfKeys with { Resampling = folds }, ("entropy", Entropy)).Fit(data);
        var byHand = folds.Split(data).SelectMany(fold => Entropy.Fit(fold.Train).Transform(fold.Test).GetColumn<float[]>("Score").ToList());

        Assert.That(seen, Is.EqualTo(byHand));
    }

    [Test]
    public void What_comes_out_is_the_meta_learner_on_the_predictions_of_models_trained_on_all_rows()
    {
        var data = Doubt.View(_mlContext);
        using var model = _mlContext.FluxTrainers.Stack(Entropy, OfKeys, ("network", Network), ("entropy", Entropy)).Fit(data);
        var scores = model.Parts.Take(2).Select(part => part.Transform(data).GetColumn<float[]>("Score").ToList()).ToList();
        var stacked = _mlContext.Data.LoadFromEnumerable(scores[0].Zip(scores[1]).Select(pair => new Stacked { Features = [.. pair.First, .. pair.Second] }));
        var scored = model.Transform(data);

        Assert.That(scored.GetColumn<float[]>("Score"), Is.EqualTo(model.Parts[2].Transform(stacked).GetColumn<float[]>("Score")));
        Assert.That(scored.GetColumn<float[]>("Features"), Is.EqualTo(Doubt.Rows.Select(row => row.Features)));
        Assert.That(scored.Schema.Select(column => column.Name), Is.EqualTo(data.Schema.Select(column => column.Name).Concat(["PredictedLabel", "Score"])));
    }

    [Test]
    public void The_out_of_fold_metric_of_each_model_is_told()
    {
        var data = Doubt.View(_mlContext);
        var folds = new KFold(2) { Shuffle = false };
        using var model = _mlContext.FluxTrainers.Stack(Entropy, OfKeys with { Resampling = folds }, ("entropy", Entropy)).Fit(data);
        var byHand = folds.Split(data).Average(fold => _mlContext.MulticlassClassification.Evaluate(Entropy.Fit(fold.Train).Transform(fold.Test), "Key").MicroAccuracy);

        Assert.That(((StackComposition)model.Composition).Models[0], Is.EqualTo(new StackedModel("entropy") { Metric = EvaluationMetric.Accuracy.Name, OutOfFold = byHand }));
    }

    [Test]
    public void A_class_that_a_fold_lacks_has_a_probability_of_zero_there()
    {
        // The last kind is in the last fold only, and the keys are made by each model for itself.
        var rows = _mlContext.Data.LoadFromEnumerable(Doubt.Rows.Where(row => row.Kind != "low" || row.Id >= 200));
        var keyed = _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Doubt.Kind));
        var seen = new List<float[]>();
        var meta = new WatchedEstimator(keyed.Append(Network), view => seen.AddRange(view.GetColumn<float[]>("Features")));
        var options = new StackOptions { LabelColumnName = nameof(Doubt.Kind), Resampling = new KFold(3) { Shuffle = false } };
        using var model = _mlContext.FluxTrainers.Stack(meta, options, ("network", keyed.Append(Network))).Fit(rows);

        Assert.That(seen, Is.All.Length.EqualTo(3));
        Assert.That(seen[^1].Order().First(), Is.Zero);
        Assert.That(seen[0].Min(), Is.GreaterThan(0));
    }

    [Test]
    public void Rows_that_no_fold_tests_are_not_shown_to_the_meta_learner()
    {
        var data = Doubt.View(_mlContext);
        var seen = new List<float>();
        var meta = new WatchedEstimator(Network, view => seen.AddRange(view.GetColumn<float>("Id")));
        var folds = Resampling.From((Enumerable.Range(0, 100).Select(row => (long)row), [120, 130, 131]), (Enumerable.Range(100, 100).Select(row => (long)row), [5, 120]));
        using var model = _mlContext.FluxTrainers.Stack(meta, OfKeys with { Resampling = folds }, ("entropy", Entropy)).Fit(data);

        Assert.That(seen, Is.EqualTo(new[] { 5f, 120f, 130f, 131f }));
    }

    // Else it would be found when the meta-learner reads, after all models are trained on all folds.
    [TestCase("Nowhere", "Could not find feature column 'Nowhere'.")]
    [TestCase(nameof(Doubt.Kind), "Schema mismatch for feature column 'Kind': expected a vector of Single of known size, or Single")]
    public void Features_that_cannot_be_passed_through_are_refused_before_anything_is_trained(string column, string message)
    {
        var fits = 0;
        var model = new WatchedEstimator(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(), _ => fits++);
        var meta = _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: column);
        var stack = _mlContext.FluxTrainers.Stack(meta, new StackOptions { Passthrough = true, FeatureColumnName = column }, ("model", model));

        Assert.That(() => stack.Fit(Doubt.View(_mlContext)), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith(message));
        Assert.That(fits, Is.Zero);
    }

    [Test]
    public void Binary_and_numeric_models_are_mixed_in_a_stack_that_is_loaded()
    {
        var data = Doubt.View(_mlContext);
        var trainers = _mlContext.BinaryClassification.Trainers;
        var stack = _mlContext.FluxTrainers.Stack(
            trainers.LbfgsLogisticRegression(),
            new StackOptions { Passthrough = true },
            ("network", _mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(4), Epochs = 2 })),
            ("margin", trainers.LinearSvm()),
            ("number", _mlContext.Regression.Trainers.OnlineGradientDescent("Id")));
        using var model = stack.Fit(data);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), model, data.Schema);

        ViewComparison.Of(model.Transform(data), loaded.Transform(data), _ => true, Tolerance.Exact).AssertNone("the loaded model");
        Assert.That(((StackComposition)model.Composition).Models.Select(one => one.Metric).Take(2), Is.All.EqualTo(EvaluationMetric.Accuracy.Name));
        using var engine = _mlContext.Model.CreatePredictionEngine<Doubt, Decided>(loaded);
        Assert.That(
            Doubt.Rows.Take(10).Select(row => engine.Predict(row).Probability), Is.EqualTo(model.Transform(data).GetColumn<float>("Probability").Take(10)).Within(1e-6));
    }

    [Test]
    public void Compositions_nest_in_each_other()
    {
        var data = Doubt.View(_mlContext);
        var network = _mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(4), Epochs = 20, Optimizer = new Adam { LearningRate = 0.02 } });
        var catalog = _mlContext.FluxTrainers;
        var nested = catalog.BinaryThreshold(
            catalog.Stack(
                catalog.Balanced(network, Balancing.Smote()),
                ("bag", catalog.Bagging(catalog.RecursiveFeatureElimination(network, new FeatureEliminationOptions { Features = 2, Repeats = 1 }), members: 2)),
                ("calm", catalog.Calibrated(network))),
            0.4);
        using var model = nested.Fit(data);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), model, data.Schema);

        ViewComparison.Of(model.Transform(data), loaded.Transform(data), _ => true, Tolerance.Exact).AssertNone("the loaded model");
        Assert.That(_mlContext.BinaryClassification.CrossValidate(data, nested, 2).Select(fold => fold.Metrics.AreaUnderRocCurve), Is.All.GreaterThan(0.55));
        using var again = nested.Fit(data);
        ViewComparison.Of(model.Transform(data), again.Transform(data), _ => true, Tolerance.Exact).AssertNone("another fit of the same seed");
    }

    [Test]
    public void A_stack_on_torch_leaves_nothing() => Assert.That(
        Leftovers.Of(() =>
        {
            var trainer = _mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Builder = ThreeKinds.OnTorch, Epochs = 1 });
            using var model = _mlContext.FluxTrainers.Stack(trainer, new StackOptions { Resampling = new KFold(2) }, ("one", trainer)).Fit(ThreeKinds.Keyed(_mlContext));
            ThreeKinds.Scores(_mlContext, model);
        }),
        Is.EqualTo(Leftovers.None));

    [Test]
    public void Settings_are_checked()
    {
        Assert.That(() => _mlContext.FluxTrainers.Stack(Entropy), Throws.ArgumentException.With.Message.StartsWith("models must be one or more estimators"));
        Assert.That(() => _mlContext.FluxTrainers.Stack(Entropy, ("one", Entropy), ("one", Network)), Throws.ArgumentException);
    }

    private sealed class Leak
    {
        public float Id { get; set; }

        [VectorType(4)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Stacked
    {
        [VectorType(6)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Decided
    {
        public float Probability { get; set; }
    }
}
