// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using Microsoft.ML.Runtime;
using NUnit.Framework;
using KeyOrdinality = Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ThresholdedTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    private IEstimator<ITransformer> Network => _mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(8), Epochs = 40, Optimizer = new Adam { LearningRate = 0.01 } });

    [TestCase(true)]
    [TestCase(false)]
    public void A_warning_says_that_held_out_rows_of_one_label_tell_nothing(bool hasBoth)
    {
        var context = new MLContext(seed: 1);
        var warnings = context.Listen(ChannelMessageKind.Warning, "Thresholded");
        var data = context.Data.LoadFromEnumerable(Doubt.Rows);
        long[] all = [.. Enumerable.Range(0, 240).Select(i => (long)i)];
        long[] test = [.. all.Where(row => hasBoth || !Doubt.Rows[(int)row].Label).Take(40)];

        using var model = context.FluxTrainers.Thresholded(
            context.BinaryClassification.Trainers.LbfgsLogisticRegression(), resampling: Resampling.From((all.Except(test), test))).Fit(data);

        Assert.That(warnings, hasBoth ? Is.Empty : Has.One.EqualTo(
            "All 40 held-out rows have the same label: they do not tell at which threshold the two part. Hold out other rows, such as those of several folds (new StratifiedKFold(5))."));
    }

    [Test]
    public void Label_score_and_MlNets_accuracy_follow_the_threshold_and_the_probability_stays([Values(0.1, 0.3, 0.8)] double threshold, [Values] bool mlNet)
    {
        var data = Doubt.View(_mlContext);
        var trainer = mlNet ? _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression() : Network;
        using var model = _mlContext.FluxTrainers.BinaryThreshold(trainer, threshold).Fit(data);
        var scored = model.Transform(data);
        var probabilities = scored.GetColumn<float>("Probability").ToList();
        var decisions = probabilities.Select(probability => probability > threshold).ToList();
        var labels = scored.GetColumn<bool>("Label").ToList();

        Assert.That(probabilities, Is.EqualTo(model.Parts[0].Transform(data).GetColumn<float>("Probability")));
        Assert.That(decisions, Does.Contain(true).And.Contain(false));
        Assert.That(scored.GetColumn<bool>("PredictedLabel"), Is.EqualTo(decisions));
        Assert.That(scored.GetColumn<float>("Score").Select(score => score > 0), Is.EqualTo(decisions));
        Assert.That(
            scored.GetColumn<float>("Score"),
            Is.EqualTo(probabilities.Select(p => Math.Log(p / (1.0 - p)) - Math.Log(threshold / (1 - threshold)))).Within(1e-3));
        Assert.That(
            _mlContext.BinaryClassification.Evaluate(scored).Accuracy, Is.EqualTo(labels.Zip(decisions).Average(pair => pair.First == pair.Second ? 1.0 : 0)).Within(1e-12));
    }

    [Test]
    public void The_threshold_is_the_best_of_the_held_out_rows()
    {
        var data = Doubt.View(_mlContext);
        var folds = new KFold(4) { Shuffle = false };
        using var model = _mlContext.FluxTrainers.Thresholded(Network, ThresholdGoal.Cost(1, 4), folds).Fit(data);
        var found = (ThresholdComposition)model.Composition;

        // The same by hand: predictions of models that did not see the rows, and the cost at every threshold of a fine grid.
        var rows = folds.Split(data).SelectMany(fold =>
        {
            var scored = Network.Fit(fold.Train).Transform(fold.Test);
            return scored.GetColumn<float>("Probability").Zip(scored.GetColumn<bool>("Label")).ToList();
        }).ToList();
        double Value(double threshold) => 1 - (rows.Sum(row => row.First > threshold ? (row.Second ? 0 : 1) : (row.Second ? 4 : 0)) / (double)rows.Count);

        Assert.That(found.Value, Is.EqualTo(Enumerable.Range(1, 9999).Max(i => Value(i / 10000.0))).Within(1e-12));
        Assert.That(Value(found.Threshold), Is.EqualTo(found.Value).Within(1e-12));
        Assert.That(found.Threshold, Is.LessThan(0.4));
    }

    [Test]
    public void Keys_of_two_values_have_a_threshold_too()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Doubt.Rows);
        var data = _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Doubt.Label)).Fit(rows).Transform(rows);
        var trainer = _mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { LabelColumnName = "Key", Epochs = 3 });
        using var model = _mlContext.FluxTrainers.BinaryThreshold(trainer, 0.7, "Key").Fit(data);
        var scored = model.Transform(data);

        Assert.That(scored.GetColumn<uint>("PredictedLabel"), Is.EqualTo(scored.GetColumn<float>("Probability").Select(probability => probability > 0.7 ? 2u : 1u)));
    }

    // A thousand rows are looked at to learn what scores are, which no row without a label can tell.
    [Test]
    public void A_table_may_begin_with_rows_without_a_label()
    {
        var unknown = Enumerable.Range(0, 1100).Select(i => new Doubt { Features = [i, 0, 0, 0], Kind = "" });
        var rows = _mlContext.Data.LoadFromEnumerable(unknown.Concat(Doubt.Rows.Select(row => new Doubt { Features = row.Features, Kind = row.Label ? "yes" : "no" })));
        var data = _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Doubt.Kind), keyOrdinality: KeyOrdinality.ByValue).Fit(rows).Transform(rows);
        var trainer = _mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { LabelColumnName = "Key", Epochs = 3 });
        using var model = _mlContext.FluxTrainers.BinaryThreshold(trainer, 0.7, "Key").Fit(data);
        var scored = model.Transform(data);

        Assert.That(scored.GetColumn<uint>("PredictedLabel"), Is.EqualTo(scored.GetColumn<float>("Probability").Select(probability => probability > 0.7 ? 2u : 1u)));
    }

    [Test]
    public void Texts_mean_the_key_of_their_name()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Doubt.Rows.Select(row => new Doubt { Features = row.Features, Kind = row.Label ? "yes" : "no" }));
        var inner = _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Doubt.Kind), keyOrdinality: KeyOrdinality.ByValue)
            .Append(_mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { LabelColumnName = "Key", Epochs = 20 }));
        using var byText = _mlContext.FluxTrainers.Thresholded(inner, ThresholdGoal.F1Score, new KFold(3), nameof(Doubt.Kind), seed: 1).Fit(rows);
        using var byKey = _mlContext.FluxTrainers.Thresholded(inner, ThresholdGoal.F1Score, new KFold(3), "Key", seed: 1).Fit(rows);

        Assert.That(byText.Composition, Is.EqualTo(byKey.Composition));
    }

    // The first fold trains on rows that begin with the other value, and so takes it for the positive one.
    [Test]
    public void Folds_that_take_the_other_value_for_the_positive_one_are_turned()
    {
        var doubts = Doubt.Rows.Select(row => new Doubt { Features = row.Features, Kind = row.Label ? "yes" : "no" }).ToList();
        var (no, yes) = (doubts.FindIndex(row => row.Kind == "no"), doubts.FindIndex(150, row => row.Kind == "yes"));
        ((doubts[0], doubts[no]), (doubts[120], doubts[yes])) = ((doubts[no], doubts[0]), (doubts[yes], doubts[120]));
        var rows = _mlContext.Data.LoadFromEnumerable(doubts);
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Doubt.Kind));
        var trainer = _mlContext.FluxTrainers.NeuralBinaryClassifier(
            new NeuralBinaryClassifierOptions { LabelColumnName = "Key", Builder = new LinearBuilder(), Optimizer = new Lbfgs { LineSearch = LineSearch.StrongWolfe }, Epochs = 20 });
        var folds = new KFold(2) { Shuffle = false };
        using var inside = _mlContext.FluxTrainers.Thresholded(keys.Append(trainer), ThresholdGoal.Cost(1, 6), folds, "Key").Fit(rows);
        using var outside = _mlContext.FluxTrainers.Thresholded(trainer, ThresholdGoal.Cost(1, 6), folds, "Key").Fit(keys.Fit(rows).Transform(rows));

        var (found, expected) = ((ThresholdComposition)inside.Composition, (ThresholdComposition)outside.Composition);
        Assert.That(expected.Threshold, Is.InRange(0.05, 0.4), "a miss costs six times as much as a false alarm");
        Assert.That(found.Threshold, Is.EqualTo(expected.Threshold).Within(1e-3));
        Assert.That(found.Value, Is.EqualTo(expected.Value).Within(1e-9));
    }

    [Test]
    public void Texts_are_refused_where_the_model_says_true_or_false() => Assert.That(
        () => _mlContext.FluxTrainers.Thresholded(Network, ThresholdGoal.F1Score, labelColumnName: nameof(Doubt.Kind)).Fit(Doubt.View(_mlContext)),
        Throws.InvalidOperationException.With.Message.StartsWith("Column 'Kind' has texts, but the inner pipeline's classes have no names to tell them by."));

    // No threshold lies between 1 and a probability of 1, nor between 0 and one of 0; but one lies between any two other numbers.
    [TestCase(new[] { 1f, 0.2f, 0.1f }, new[] { false, false, false })]
    [TestCase(new[] { 0.8f, 0.2f, 0f }, new[] { true, true, true })]
    [TestCase(new[] { 1f, 1f }, new[] { false, false })]
    [TestCase(new[] { 0f, 0f }, new[] { true, true })]
    [TestCase(new[] { 4e-7f, 3e-7f, 1e-7f, 1e-8f }, new[] { true, true, false, false })]
    [TestCase(new[] { 1f, 0.9999999f }, new[] { true, false })]
    [TestCase(new[] { 2.8e-45f, 1.4e-45f }, new[] { true, false })]
    [TestCase(new[] { 1.4e-45f, 0f }, new[] { true, false })]
    public void The_value_is_that_of_the_rows_above_the_threshold(float[] probabilities, bool[] labels)
    {
        var rows = probabilities.Zip(labels, (probability, label) => new Sure { Probability = probability, Label = label });
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var given = _mlContext.Transforms.CopyColumns("Score", nameof(Sure.Probability)).Append(_mlContext.Transforms.CopyColumns("PredictedLabel", nameof(Sure.Label)))
            .Append(_mlContext.Transforms.CopyColumns("Probability", nameof(Sure.Probability)));
        using var model = _mlContext.FluxTrainers.Thresholded(given, ThresholdGoal.Accuracy, new InSample()).Fit(data);
        var decisions = model.Transform(data).GetColumn<bool>("PredictedLabel");

        Assert.That(((ThresholdComposition)model.Composition).Value, Is.EqualTo(decisions.Zip(labels).Average(pair => pair.First == pair.Second ? 1.0 : 0)).Within(1e-12));
    }

    [Test]
    public void It_is_the_same_when_it_is_loaded()
    {
        var data = Doubt.View(_mlContext);
        using var model = _mlContext.FluxTrainers.Thresholded(Network).Fit(data);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), model, data.Schema);

        ViewComparison.Of(model.Transform(data), loaded.Transform(data), _ => true, Tolerance.Exact).AssertNone("the loaded model");
        Assert.That(((ComposedTransformer)loaded).Composition, Is.EqualTo(model.Composition));
    }

    [Test]
    public void Other_models_have_no_threshold()
    {
        var classes = _mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { LabelColumnName = "Key", Epochs = 1 });

        Assert.That(
            () => _mlContext.FluxTrainers.BinaryThreshold(classes, 0.5, "Key").Fit(Doubt.View(_mlContext)),
            Throws.InvalidOperationException.With.Message.StartsWith("The inner pipeline does not tell true from false"));
        Assert.That(() => _mlContext.FluxTrainers.BinaryThreshold(Network, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private sealed class Sure
    {
        public float Probability { get; set; }

        public bool Label { get; set; }
    }
}
