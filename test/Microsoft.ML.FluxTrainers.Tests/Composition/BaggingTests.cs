// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class BaggingTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    private static NeuralClassifierOptions Small { get; } = new() { Builder = new MlpBuilder(4), Epochs = 3 };

    [Test]
    public void One_estimator_is_not_trained_by_several_threads() =>
        Assert.That(
            () => _mlContext.FluxTrainers.Bagging(_mlContext.FluxTrainers.NeuralClassifier(), new BaggingOptions { Parallelism = 3 }),
            Throws.ArgumentException.With.Message.StartsWith("Parallelism is 3, but one estimator is trained once at a time."));

    [Test]
    public void Members_of_a_factory_take_the_device_of_the_context()
    {
        var context = new MLContext(seed: 1) { GpuDeviceId = 99, FallbackToCpu = false };
        var ensemble = context.FluxTrainers.Bagging(inner => inner.FluxTrainers.NeuralClassifier(Small), new BaggingOptions { Members = 2 });

        Assert.That(() => ensemble.Fit(Rare.View(context)), Throws.InvalidOperationException.With.Message.Contains("cuda:99"));
    }

    [Test]
    public void Probabilities_of_classes_are_the_mean_of_the_members()
    {
        var data = Rare.View(_mlContext);
        using var model = _mlContext.FluxTrainers.Bagging(_mlContext.FluxTrainers.NeuralClassifier(Small), members: 4).Fit(data);
        var members = model.Parts.Select(part => part.Transform(data).GetColumn<float[]>("Score").ToList()).ToList();
        var scored = model.Transform(data);
        var scores = scored.GetColumn<float[]>("Score").ToList();

        Assert.That(
            scores.SelectMany(row => row),
            Is.EqualTo(Enumerable.Range(0, scores.Count).SelectMany(row => Enumerable.Range(0, 3).Select(one => (float)members.Average(member => (double)member[row][one])))));
        Assert.That(scored.GetColumn<uint>("PredictedLabel"), Is.EqualTo(scores.Select(row => (uint)row.IndexOf(row.Max()) + 1)));
        Assert.That(_mlContext.MulticlassClassification.Evaluate(scored).PerClassLogLoss, Has.Count.EqualTo(3));
    }

    [Test]
    public void The_score_of_two_classes_is_the_log_odds_of_the_mean_probability()
    {
        var data = Rare.View(_mlContext);
        var trainer = _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Rare.IsRare));
        using var model = _mlContext.FluxTrainers.Bagging(trainer, members: 3, fraction: 0.5, replacement: true).Fit(data);
        var members = model.Parts.Select(part => part.Transform(data).GetColumn<float>("Probability").ToList()).ToList();
        var scored = model.Transform(data);
        var means = Enumerable.Range(0, 77).Select(row => members.Average(member => (double)member[row])).ToList();

        Assert.That(scored.GetColumn<float>("Probability"), Is.EqualTo(means.Select(mean => (float)mean)));
        Assert.That(scored.GetColumn<float>("Score"), Is.EqualTo(means.Select(mean => Math.Log(mean / (1 - mean)))).Within(1e-5));
        Assert.That(scored.GetColumn<bool>("PredictedLabel"), Is.EqualTo(means.Select(mean => mean > 0.5)));
        Assert.That(members.Select(member => member[0]), Is.Unique);
    }

    [Test]
    public void Without_probabilities_the_mean_score_decides()
    {
        var data = Rare.View(_mlContext);
        var trainer = _mlContext.BinaryClassification.Trainers.LinearSvm(nameof(Rare.IsRare));
        using var model = _mlContext.FluxTrainers.Bagging(trainer, members: 2).Fit(data);
        var scored = model.Transform(data);

        Assert.That(scored.Schema.GetColumnOrNull("Probability"), Is.Null);
        Assert.That(scored.GetColumn<bool>("PredictedLabel"), Is.EqualTo(scored.GetColumn<float>("Score").Select(score => score > 0)));
    }

    [Test]
    public void Several_numbers_and_labels_are_averaged_too()
    {
        var rows = Growth.Rows.Select(row => new Two { Features = row.Features, Label = [row.Label, -row.Label], Flags = [row.Label > 5, row.Label > 20] });
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var numbers = _mlContext.FluxTrainers.NeuralMultitargetRegressor(new NeuralMultitargetRegressorOptions { Epochs = 2 });
        var labels = _mlContext.FluxTrainers.NeuralMultilabelClassifier(new NeuralMultilabelClassifierOptions { Epochs = 2, LabelColumnName = nameof(Two.Flags) });
        foreach (var inner in (IEstimator<ITransformer>[])[numbers, labels])
        {
            using var model = _mlContext.FluxTrainers.Bagging(inner, members: 2).Fit(data);
            var members = model.Parts.Select(part => part.Transform(data).GetColumn<float[]>("Score").ToList()).ToList();

            Assert.That(
                model.Transform(data).GetColumn<float[]>("Score").SelectMany(row => row),
                Is.EqualTo(members[0].Zip(members[1]).SelectMany(pair => pair.First.Zip(pair.Second, (one, other) => (float)(((double)one + other) / 2)))));
        }
    }

    [Test]
    public void Each_member_sees_its_share_of_the_rows()
    {
        var seen = new List<float[]>();
        var spy = new WatchedEstimator(_mlContext.FluxTrainers.NeuralClassifier(Small), view => seen.Add([.. view.GetColumn<float>("Id")]));
        _mlContext.FluxTrainers.Bagging(spy, members: 3, fraction: 0.75).Fit(Rare.View(_mlContext)).Dispose();
        _mlContext.FluxTrainers.Bagging(spy, members: 1, fraction: 1, replacement: true).Fit(Rare.View(_mlContext)).Dispose();

        // 0.75 of 77 rows
        Assert.That(seen.Take(3), Is.All.Length.EqualTo(58).And.All.Unique.And.Unique);
        Assert.That(seen[3], Has.Length.EqualTo(77).And.Not.Unique);
    }

    [Test]
    public void Members_of_a_factory_are_the_same_trained_one_by_one_or_at_once()
    {
        var data = Rare.View(_mlContext);
        IEstimator<ITransformer> Factory(MLContext context) => context.FluxTrainers.NeuralClassifier(Small);
        var four = new BaggingOptions { Members = 4 };
        using var serial = _mlContext.FluxTrainers.Bagging(Factory, four with { Seed = 7 }).Fit(data);
        using var parallel = _mlContext.FluxTrainers.Bagging(Factory, four with { Seed = 7, Parallelism = 3 }).Fit(data);
        using var other = _mlContext.FluxTrainers.Bagging(Factory, four with { Seed = 8 }).Fit(data);

        Assert.That(Scores(parallel), Is.EqualTo(Scores(serial)));
        Assert.That(Scores(other), Is.Not.EqualTo(Scores(serial)));
        Assert.That(serial.Parts.Cast<NeuralTransformer>().Select(part => part.History.Seed), Is.Unique);

        float[] Scores(ITransformer model) => [.. model.Transform(data).GetColumn<float[]>("Score").SelectMany(row => row)];
    }

    [Test]
    public void It_is_the_same_when_it_is_loaded_and_in_pipelines_of_MlNet()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Rare.Rows);
        var inner = _mlContext.Transforms.NormalizeMinMax("Features").Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy());
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Rare.Kind))
            .Append(_mlContext.FluxTrainers.Bagging(inner, members: 3))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        using var model = pipeline.Fit(data);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), model, data.Schema);

        ViewComparison.Of(model.Transform(data), loaded.Transform(data), _ => true, Tolerance.Exact).AssertNone("the loaded model");
        using var engine = _mlContext.Model.CreatePredictionEngine<Rare, Named>(loaded);
        Assert.That(
            Rare.Rows.Take(20).Select(row => engine.Predict(row).PredictedLabel), Is.EqualTo(model.Transform(data).GetColumn<string>("PredictedLabel").Take(20)));
        Assert.That(_mlContext.MulticlassClassification.CrossValidate(data, pipeline, 2).Average(fold => fold.Metrics.MicroAccuracy), Is.GreaterThan(0.7));
    }

    [Test]
    public void Out_of_bag_each_row_is_judged_by_the_members_that_did_not_see_it()
    {
        var data = Rare.View(_mlContext);
        var seen = new List<HashSet<float>>();
        var watched = new WatchedEstimator(_mlContext.FluxTrainers.NeuralClassifier(Small), view => seen.Add([.. view.GetColumn<float>("Id")]));
        using var model = _mlContext.FluxTrainers.Bagging(watched, new BaggingOptions { Members = 4, OutOfBagMetric = EvaluationMetric.LogLoss }).Fit(data);
        var scores = model.Parts.Select(part => part.Transform(data).GetColumn<float[]>("Score").ToList()).ToList();
        var labels = data.GetColumn<uint>("Label").ToList();
        var losses = Enumerable.Range(0, 77)
            .Select(row => Enumerable.Range(0, 4).Where(member => !seen[member].Contains(row)).Select(member => (double)scores[member][row][labels[row] - 1]).ToList())
            .Where(probabilities => probabilities.Count > 0)
            .Select(probabilities => -Math.Log(probabilities.Average()))
            .ToList();

        Assert.That(losses, Has.Count.InRange(30, 70));
        Assert.That(((BaggingComposition)model.Composition).OutOfBag, Is.EqualTo(losses.Average()).Within(1e-6));
        Assert.That(((BaggingComposition)model.Composition).OutOfBagMetric, Is.EqualTo(EvaluationMetric.LogLoss.Name));
    }

    [Test]
    public void Out_of_bag_true_and_false_are_judged_too_and_nothing_where_all_rows_are_seen()
    {
        var options = new BaggingOptions
        {
            Members = 3,
            OutOfBagMetric = EvaluationMetric.Accuracy,
            Columns = new EvaluationColumns { LabelColumnName = nameof(Rare.IsRare) },
        };
        var trainer = _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Rare.IsRare));
        using var model = _mlContext.FluxTrainers.Bagging(trainer, options).Fit(Rare.View(_mlContext));
        using var all = _mlContext.FluxTrainers.Bagging(trainer, options with { Fraction = 1 }).Fit(Rare.View(_mlContext));

        Assert.That(((BaggingComposition)model.Composition).OutOfBag, Is.InRange(0.7, 1));
        Assert.That(((BaggingComposition)all.Composition).OutOfBag, Is.Null);
    }

    // A step before the ensemble may predict too: its decisions are not the ensemble's.
    [Test]
    public void Out_of_bag_rows_are_judged_by_what_the_ensemble_decides_whatever_an_earlier_model_decided()
    {
        var data = Rare.View(_mlContext);
        using var earlier = _mlContext.FluxTrainers.NeuralClassifier(Small with { Epochs = 1, Optimizer = new Adam(1e-6), Seed = 5 }).Fit(data);
        var ensemble = _mlContext.FluxTrainers.Bagging(
            _mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(), new BaggingOptions { Members = 4, OutOfBagMetric = EvaluationMetric.Accuracy, Seed = 1 });
        using var alone = ensemble.Fit(data);
        using var behind = ensemble.Fit(earlier.Transform(data));

        Assert.That(EvaluationMetric.Accuracy.Of(earlier.Transform(data)), Is.LessThan(0.6));
        Assert.That(((BaggingComposition)alone.Composition).OutOfBag, Is.GreaterThan(0.7));
        Assert.That(((BaggingComposition)behind.Composition).OutOfBag, Is.EqualTo(((BaggingComposition)alone.Composition).OutOfBag));
    }

    [Test]
    public void Out_of_bag_rows_have_all_that_a_metric_of_the_users_own_may_look_at()
    {
        var data = Rare.View(_mlContext);
        var classes = _mlContext.FluxTrainers.Bagging(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(), new BaggingOptions
        {
            Members = 4,
            Seed = 1,
            OutOfBagMetric = EvaluationMetric.From("micro accuracy", true, scored => _mlContext.MulticlassClassification.Evaluate(scored).MicroAccuracy),
        });
        var binary = _mlContext.FluxTrainers.Bagging(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Rare.IsRare)), new BaggingOptions
        {
            Members = 4,
            Seed = 1,
            OutOfBagMetric = EvaluationMetric.From("F1", true, scored => _mlContext.BinaryClassification.Evaluate(scored, nameof(Rare.IsRare)).F1Score),
        });
        using var ofClasses = classes.Fit(data);
        using var ofBinary = binary.Fit(data);

        Assert.That(((BaggingComposition)ofClasses.Composition).OutOfBag, Is.InRange(0.7, 1));
        Assert.That(((BaggingComposition)ofBinary.Composition).OutOfBag, Is.InRange(0.7, 1));
    }

    [Test]
    public void Out_of_bag_numbers_and_several_labels_are_judged_too()
    {
        var rows = Enumerable.Range(0, 60).Select(i => new Several { Features = [i % 2, i % 3], Flags = [i % 2 == 1, i % 3 > 0], Numbers = [i % 2, i % 3] }).ToList();
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        BaggingOptions Options(EvaluationMetric metric, string label) =>
            new() { Members = 3, OutOfBagMetric = metric, Columns = new EvaluationColumns { LabelColumnName = label } };
        using var labels = _mlContext.FluxTrainers.Bagging(
            _mlContext.FluxTrainers.NeuralMultilabelClassifier(new() { LabelColumnName = nameof(Several.Flags), Builder = new MlpBuilder(8), Epochs = 60, Optimizer = new Adam(0.05) }),
            Options(EvaluationMetric.F1Score, nameof(Several.Flags))).Fit(data);
        using var numbers = _mlContext.FluxTrainers.Bagging(
            _mlContext.FluxTrainers.NeuralMultitargetRegressor(new() { LabelColumnName = nameof(Several.Numbers), Builder = new LinearBuilder(), Epochs = 60, Optimizer = new Adam(0.05) }),
            Options(EvaluationMetric.RSquared, nameof(Several.Numbers))).Fit(data);

        Assert.That(((BaggingComposition)labels.Composition).OutOfBag, Is.EqualTo(1));
        Assert.That(((BaggingComposition)numbers.Composition).OutOfBag, Is.GreaterThan(0.95));
    }

    [Test]
    public void Out_of_bag_labels_that_are_not_there_are_missed_before_anything_is_trained()
    {
        var fits = 0;
        var watched = new WatchedEstimator(_mlContext.FluxTrainers.NeuralClassifier(Small), _ => fits++);
        var options = new BaggingOptions { Members = 2, OutOfBagMetric = EvaluationMetric.LogLoss, Columns = new EvaluationColumns { LabelColumnName = "Nowhere" } };

        Assert.That(
            () => _mlContext.FluxTrainers.Bagging(watched, options).Fit(Rare.View(_mlContext)),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Could not find label column 'Nowhere'."));
        Assert.That(fits, Is.Zero);
    }

    [Test]
    public void Members_that_know_other_classes_are_refused()
    {
        var inner = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Rare.Kind)).Append(_mlContext.FluxTrainers.NeuralClassifier(Small));

        Assert.That(
            () => _mlContext.FluxTrainers.Bagging(inner, members: 5, fraction: 0.1, seed: 1).Fit(_mlContext.Data.LoadFromEnumerable(Rare.Rows)),
            Throws.InvalidOperationException.With.Message.StartsWith("The models cannot be averaged").And.Message.Contains("MapValueToKey"));
    }

    // Each member's share of the rows has its own first row, and so its own first label.
    [Test]
    public void Members_that_know_labels_in_another_order_are_refused()
    {
        string[][] sets = [["a"], ["b"], ["a", "b"]];
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(i => new Tagged { Tags = sets[i * 7 % 3], Features = [i % 3, i % 2] }).ToList());
        var inner = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Tagged.Tags))
            .Append(_mlContext.FluxTrainers.NeuralMultilabelClassifier(new() { Builder = new LinearBuilder(), Epochs = 1, Seed = 1 }));

        Assert.That(
            () => _mlContext.FluxTrainers.Bagging(inner, members: 8, fraction: 0.5, seed: 1).Fit(data),
            Throws.InvalidOperationException.With.Message.StartsWith("The models cannot be averaged: they know other labels, or know them in another order."));
    }

    [Test]
    public void Members_may_drop_columns_that_they_name()
    {
        var inner = _mlContext.Transforms.DropColumns("Kind").Append(_mlContext.FluxTrainers.NeuralClassifier(Small));
        using var model = _mlContext.FluxTrainers.Bagging(inner, members: 2).Fit(Rare.View(_mlContext));

        Assert.That(model.Transform(Rare.View(_mlContext)).GetColumn<string>("Kind"), Is.EqualTo(Rare.Rows.Select(row => row.Kind)));
    }

    [Test]
    public void Members_that_keep_some_columns_only_are_refused()
    {
        var inner = _mlContext.Transforms.SelectColumns("Features", "Label").Append(_mlContext.FluxTrainers.NeuralClassifier(Small));

        Assert.That(
            () => _mlContext.FluxTrainers.Bagging(inner, members: 2).Fit(Rare.View(_mlContext)),
            Throws.InvalidOperationException.With.Message.StartsWith("The inner pipeline drops columns"));
    }

    [Test]
    public void It_owns_its_members()
    {
        var data = Rare.View(_mlContext);
        var model = _mlContext.FluxTrainers.Bagging(_mlContext.FluxTrainers.NeuralClassifier(Small), members: 2).Fit(data);
        var part = model.Parts[1];
        model.Dispose();
        model.Dispose();

        Assert.That(() => part.Transform(data), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => model.Transform(data), Throws.TypeOf<ObjectDisposedException>());
    }

    [TestCase(1)]
    [TestCase(3)]
    public void A_member_that_fails_ends_all_others(int parallelism)
    {
        var made = new List<ITransformer>();
        var data = Rare.View(_mlContext);
        IEstimator<ITransformer> Factory(MLContext context) => new WatchedEstimator(
            context.FluxTrainers.NeuralClassifier(Small),
            _ => { },
            model =>
            {
                lock (made)
                {
                    made.Add(model);
                    if (made.Count == 3)
                    {
                        throw new InvalidOperationException("the third");
                    }
                }
            });

        Assert.That(
            () => _mlContext.FluxTrainers.Bagging(Factory, new BaggingOptions { Members = 3, Parallelism = parallelism }).Fit(data), Throws.InvalidOperationException.With.Message.EqualTo("the third"));
        Assert.That(() => made[0].Transform(data), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => made[1].Transform(data), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void An_ensemble_on_torch_leaves_nothing() => Assert.That(
        Leftovers.Of(() =>
        {
            var trainer = _mlContext.FluxTrainers.NeuralClassifier(Small with { Builder = ThreeKinds.OnTorch, Epochs = 1 });
            using var model = _mlContext.FluxTrainers.Bagging(trainer, members: 2).Fit(ThreeKinds.Keyed(_mlContext));
            ThreeKinds.Scores(_mlContext, model);
        }),
        Is.EqualTo(Leftovers.None));

    [Test]
    public void Settings_are_checked()
    {
        var trainer = _mlContext.FluxTrainers.NeuralClassifier(Small);

        Assert.That(() => _mlContext.FluxTrainers.Bagging(trainer, members: 0), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Members must be a positive integer."));
        Assert.That(() => _mlContext.FluxTrainers.Bagging(trainer, fraction: 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BaggingOptions { Parallelism = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private sealed class Named
    {
        public string PredictedLabel { get; set; } = "";
    }

    private sealed class Tagged
    {
        public string[] Tags { get; set; } = [];

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Two
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [VectorType(2)]
        public float[] Label { get; set; } = [];

        [VectorType(2)]
        public bool[] Flags { get; set; } = [];
    }

    private sealed class Several
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [VectorType(2)]
        public bool[] Flags { get; set; } = [];

        [VectorType(2)]
        public float[] Numbers { get; set; } = [];
    }
}
