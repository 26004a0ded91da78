// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Metrics of scored columns: against ML.NET's Evaluate, and against scikit-learn 1.2 where nothing else is said.</summary>
public sealed class EvaluationMetricTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly uint[] _classes = [0, 0, 1, 2, 2, 1];
    private static readonly float[][] _probabilities = [[.7f, .2f, .1f], [.3f, .4f, .3f], [.2f, .5f, .3f], [.1f, .3f, .6f], [.5f, .1f, .4f], [.2f, .2f, .6f]];
    private static readonly bool[] _flags = [true, true, false, true, false, false];
    private static readonly float[] _probability = [.9f, .4f, .6f, .6f, .2f, .55f];
    private static readonly float[] _weights = [1, 2, 1, 3, 1, 2];

    [Test]
    public void Of_classes_they_are_those_of_MlNet()
    {
        var data = TestRows.Blobs(150).ToView(_mlContext, classes: 3);
        var scored = _mlContext.MulticlassClassification.Trainers.SdcaMaximumEntropy().Fit(data).Transform(data);
        var expected = _mlContext.MulticlassClassification.Evaluate(scored);

        Assert.That(EvaluationMetric.LogLoss.Of(scored), Is.EqualTo(expected.LogLoss).Within(1e-9));
        Assert.That(EvaluationMetric.Accuracy.Of(scored), Is.EqualTo(expected.MicroAccuracy).Within(1e-12));
        Assert.That(EvaluationMetric.BalancedAccuracy.Of(scored), Is.EqualTo(expected.MacroAccuracy).Within(1e-12));
    }

    [Test]
    public void Of_true_and_false_they_are_those_of_MlNet()
    {
        var data = Noisy();
        var scored = _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(data).Transform(data);
        var expected = _mlContext.BinaryClassification.Evaluate(scored);

        Assert.That(EvaluationMetric.LogLoss.Of(scored), Is.EqualTo(expected.LogLoss * Math.Log(2)).Within(1e-6), "ML.NET's is in bits");
        Assert.That(EvaluationMetric.AreaUnderRocCurve.Of(scored), Is.EqualTo(expected.AreaUnderRocCurve).Within(1e-9));
        Assert.That(EvaluationMetric.Accuracy.Of(scored), Is.EqualTo(expected.Accuracy).Within(1e-12));
        Assert.That(EvaluationMetric.F1Score.Of(scored), Is.EqualTo(expected.F1Score).Within(1e-12));
    }

    [Test]
    public void Without_probabilities_they_are_those_of_MlNet_too()
    {
        var data = Noisy();
        var scored = _mlContext.BinaryClassification.Trainers.LinearSvm().Fit(data).Transform(data);
        var expected = _mlContext.BinaryClassification.EvaluateNonCalibrated(scored);

        Assert.That(EvaluationMetric.AreaUnderRocCurve.Of(scored), Is.EqualTo(expected.AreaUnderRocCurve).Within(1e-9));
        Assert.That(EvaluationMetric.Accuracy.Of(scored), Is.EqualTo(expected.Accuracy).Within(1e-12));
        Assert.That(() => EvaluationMetric.LogLoss.Of(scored), Throws.ArgumentException.With.Message.StartsWith(
            "The metric 'log loss' needs probabilities, but there is no column 'Probability' of type Single. Calibrate the model, or use AUC or accuracy."));
    }

    [Test]
    public void Of_numbers_they_are_those_of_MlNet()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 60)
            .Select(i => new Numbered { Label = i + (i * i % 7), Features = [i, i % 5] }).ToList());
        var scored = _mlContext.Regression.Trainers.LbfgsPoissonRegression().Fit(data).Transform(data);
        var expected = _mlContext.Regression.Evaluate(scored);

        Assert.That(EvaluationMetric.RSquared.Of(scored), Is.EqualTo(expected.RSquared).Within(1e-9));
        Assert.That(EvaluationMetric.MeanAbsoluteError.Of(scored), Is.EqualTo(expected.MeanAbsoluteError).Within(1e-9));
        Assert.That(EvaluationMetric.MeanSquaredError.Of(scored), Is.EqualTo(expected.MeanSquaredError).Within(1e-9));
        Assert.That(EvaluationMetric.RootMeanSquaredError.Of(scored), Is.EqualTo(expected.RootMeanSquaredError).Within(1e-9));
    }

    private static IEnumerable<TestCaseData> OfClasses()
    {
        yield return new(EvaluationMetric.BrierScore, 0.53, 0.548); // by numpy: scikit-learn 1.2 has it for two classes only
        yield return new(EvaluationMetric.MatthewsCorrelation, 0.25, 0.2344895248052709);
        yield return new(EvaluationMetric.CohenKappa, 0.25, 0.23076923076923073);
        yield return new(EvaluationMetric.FBeta(2), 0.5, 0.4682539682539682);
        yield return new(EvaluationMetric.Accuracy, 0.5, 0.5);
        yield return new(EvaluationMetric.BalancedAccuracy, 0.5, 0.47222222222222215);
        yield return new(EvaluationMetric.LogLoss, 0.8817248661498099, 0.9125411161190877);
        yield return new(EvaluationMetric.AreaUnderRocCurve, 0.7916666666666666, 0.7242063492063492);
    }

    [TestCaseSource(nameof(OfClasses))]
    public void Of_classes_they_are_those_of_scikit_learn(EvaluationMetric metric, double equal, double weighted)
    {
        var view = Classified();

        Assert.That(metric.Of(view), Is.EqualTo(equal).Within(1e-6));
        Assert.That(metric.Of(view, new() { ExampleWeightColumnName = "Weight" }), Is.EqualTo(weighted).Within(1e-6));
    }

    private static IEnumerable<TestCaseData> OfFlags()
    {
        yield return new(EvaluationMetric.BrierScore, 0.2054166666666667, 0.2215);
        yield return new(EvaluationMetric.MatthewsCorrelation, 0.0, -0.0890870806374748);
        yield return new(EvaluationMetric.CohenKappa, 0.0, -0.0869565217391306);
        yield return new(EvaluationMetric.FBeta(0.5), 0.5263157894736842, 0.588235294117647);
        yield return new(EvaluationMetric.FBeta(2), 0.625, 0.6451612903225806);
        yield return new(EvaluationMetric.AreaUnderRocCurve, 0.7222222222222222, 0.6875);
        yield return new(EvaluationMetric.Accuracy, 0.5, 0.5);
        yield return new(EvaluationMetric.BalancedAccuracy, 0.5, 0.4583333333333333);
        yield return new(EvaluationMetric.LogLoss, 0.578403141784018, 0.6206868526328017);
    }

    [TestCaseSource(nameof(OfFlags))]
    public void Of_true_and_false_they_are_those_of_scikit_learn(EvaluationMetric metric, double equal, double weighted)
    {
        var view = _mlContext.Data.LoadFromEnumerable(_flags.Select((flag, i) =>
            new Flagged { Label = flag, Probability = _probability[i], Score = MathF.Log(_probability[i] / (1 - _probability[i])), Weight = _weights[i] }).ToList());

        Assert.That(metric.Of(view), Is.EqualTo(equal).Within(1e-6));
        Assert.That(metric.Of(view, new() { ExampleWeightColumnName = "Weight" }), Is.EqualTo(weighted).Within(1e-6));
    }

    private static IEnumerable<TestCaseData> OfNumbers()
    {
        yield return new(EvaluationMetric.MeanSquaredError, 0.315, 0.1688888888888889);
        yield return new(EvaluationMetric.MeanAbsolutePercentageError, 0.4375, 0.3611111111111111);
        yield return new(EvaluationMetric.RootMeanSquaredLogError, 0.16367427158220849, 0.13520399933705732);
        yield return new(EvaluationMetric.MeanAbsoluteError, 0.4, 0.24444444444444446);
        yield return new(EvaluationMetric.RSquared, 0.8501338090990187, 0.8691409986607996);
        yield return new(EvaluationMetric.Pinball(0.9), 0.24, 0.11333333333333334);
    }

    [TestCaseSource(nameof(OfNumbers))]
    public void Of_numbers_they_are_those_of_scikit_learn(EvaluationMetric metric, double equal, double weighted)
    {
        (float Label, float Score, float Weight)[] rows = [(1, 1.5f, 1), (2, 2, 2), (4, 3, .5f), (.1f, .2f, 1), (float.NaN, 9, 7)]; // a row without a label does not count
        var view = _mlContext.Data.LoadFromEnumerable(rows.Select(row => new Numbered { Label = row.Label, Score = row.Score, Weight = row.Weight }).ToList());

        Assert.That(metric.Of(view), Is.EqualTo(equal).Within(1e-6));
        Assert.That(metric.Of(view, new() { ExampleWeightColumnName = "Weight" }), Is.EqualTo(weighted).Within(1e-6));
    }

    // The mean of equal numbers by weights is rounded, and so not quite that number.
    [Test]
    public void Weighted_labels_that_are_all_the_same_have_no_r_squared()
    {
        var random = new RandomStream(1);
        var rows = Enumerable.Range(0, 100).Select(i => new Numbered { Label = 0.1f, Score = i / 50f, Weight = (float)random.NextDouble() }).ToList();
        var view = _mlContext.Data.LoadFromEnumerable(rows);

        Assert.That(EvaluationMetric.RSquared.Of(view, new() { ExampleWeightColumnName = "Weight" }), Is.NaN);
        Assert.That(EvaluationMetric.RSquared.Of(view), Is.NaN);
    }

    // In memory keys count from 0.
    [Test]
    public void What_was_decided_counts_not_what_scores_say()
    {
        var view = Classified([2, 1, 2, 1, 0, 2]);

        Assert.That(EvaluationMetric.Accuracy.Of(view), Is.Zero);
        Assert.That(EvaluationMetric.Accuracy.Of(view, new() { PredictedLabelColumnName = "None" }), Is.EqualTo(0.5));
    }

    [Test]
    public void Several_labels_and_several_numbers_are_those_of_their_evaluators()
    {
        var rows = Enumerable.Range(0, 12).Select(i => new Labeled
        {
            Label = [i % 2, i % 3 == 0 ? 1 : 0],
            Flags = [i % 2 == 1, i % 3 == 0],
            Score = [i / 12f, (i * 5 % 12) / 12f],
        }).ToList();
        var view = _mlContext.Data.LoadFromEnumerable(rows);
        var columns = new EvaluationColumns { LabelColumnName = "Flags" };
        var numbers = _mlContext.FluxTrainers.EvaluateMultitarget(view);
        var labels = _mlContext.FluxTrainers.EvaluateMultilabel(view, "Flags");

        Assert.That(EvaluationMetric.RootMeanSquaredError.Of(view), Is.EqualTo(numbers.RootMeanSquaredError).Within(1e-12));
        Assert.That(EvaluationMetric.RSquared.Of(view), Is.EqualTo(numbers.RSquared).Within(1e-12));
        Assert.That(EvaluationMetric.F1Score.Of(view, columns), Is.EqualTo(labels.MacroF1Score).Within(1e-12));
        Assert.That(EvaluationMetric.AreaUnderRocCurve.Of(view, columns), Is.EqualTo(labels.MacroAreaUnderRocCurve).Within(1e-12));
        Assert.That(1 - EvaluationMetric.Accuracy.Of(view, columns), Is.EqualTo(labels.HammingLoss).Within(1e-12));
    }

    // Of a level that is none of the quantiles, the score is judged.
    [Test]
    public void The_pinball_loss_looks_at_the_quantile_of_its_level()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new Numbered { Label = i * 7 % 11, Features = [i, i % 5] }).ToList());
        var options = new NeuralRegressorOptions { Loss = new QuantileLoss(0.1, 0.5, 0.9), Epochs = 3 };
        using var model = _mlContext.FluxTrainers.NeuralRegressor(options).Fit(data);
        var scored = model.Transform(data);
        var labels = scored.GetColumn<float>("Label").ToList();

        double Expected(IEnumerable<float> scores, double level) => scores.Zip(labels, (score, label) => Math.Max(level * (label - score), (level - 1) * (label - score))).Average();
        var quantiles = scored.GetColumn<float[]>("Quantiles").ToList();
        Assert.That(EvaluationMetric.Pinball(0.9).Of(scored), Is.EqualTo(Expected(quantiles.Select(row => row[2]), 0.9)).Within(1e-9));
        Assert.That(EvaluationMetric.Pinball(0.1).Of(scored), Is.EqualTo(Expected(quantiles.Select(row => row[0]), 0.1)).Within(1e-9));
        Assert.That(EvaluationMetric.Pinball(0.7).Of(scored), Is.EqualTo(Expected(scored.GetColumn<float>("Score"), 0.7)).Within(1e-9));
    }

    [Test]
    public void Custom_ones_see_the_scored_data()
    {
        var metric = EvaluationMetric.From("rows", higherIsBetter: true, scored => scored.GetColumn<float>("Weight").Count());

        Assert.That(metric.Of(Classified()), Is.EqualTo(6));
        Assert.That(metric, Is.EqualTo(EvaluationMetric.From("rows", true, _ => 0)));
        Assert.That(EvaluationMetric.Of(ValidationMetric.FBeta(2)), Is.EqualTo(EvaluationMetric.FBeta(2)).And.Not.EqualTo(EvaluationMetric.FBeta(3)));
        Assert.That(EvaluationMetric.FBeta(1), Is.EqualTo(EvaluationMetric.F1Score));
    }

    [Test]
    public void Errors_say_what_is_there_instead()
    {
        Assert.That(() => EvaluationMetric.RSquared.Of(Classified()), Throws.ArgumentException.With.Message.EqualTo("The metric 'R2' judges numbers, but column 'Label' holds classes or labels."));
        Assert.That(() => EvaluationMetric.Accuracy.Of(Classified(), new() { LabelColumnName = "Class" }), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Could not find label column 'Class'. The data has: Label, PredictedLabel, Score, Weight."));
        Assert.That(() => EvaluationMetric.Accuracy.Of(Classified(), new() { ScoreColumnName = "Weight" }), Throws.TypeOf<ArgumentOutOfRangeException>());
        var none = _mlContext.Data.LoadFromEnumerable(new List<Numbered> { new() { Label = float.NaN } });
        Assert.That(() => EvaluationMetric.RSquared.Of(none), Throws.InvalidOperationException.With.Message.EqualTo("None of the 1 rows has a label, so there is nothing to judge by."));
        var nan = _mlContext.Data.LoadFromEnumerable(new List<Flagged> { new() { Probability = float.NaN } });
        Assert.That(() => EvaluationMetric.Accuracy.Of(nan), Throws.InvalidOperationException.With.Message.EqualTo("Column 'Probability' holds NaN in row 0: a score must be a number."));
    }

    // A label that is mapped apart from the model numbers its classes as they come there.
    [TestCase(false)]
    [TestCase(true)]
    public void Classes_that_are_numbered_otherwise_than_by_the_model_are_refused(bool isBinary)
    {
        string[] texts = isBinary ? ["a", "b"] : ["a", "b", "c"];
        IDataView View(int first) => _mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(first, 30).Select(i => new Worded { Text = texts[i % texts.Length], Features = [i % texts.Length, i % 5] }).ToList());
        IDataView Mapped(IDataView data) => _mlContext.Transforms.Conversion.MapValueToKey("Label", "Text").Fit(data).Transform(data);
        IEstimator<ITransformer> trainer = isBinary
            ? _mlContext.FluxTrainers.NeuralBinaryClassifier(new() { Epochs = 1 })
            : _mlContext.FluxTrainers.NeuralClassifier(new() { Epochs = 1 });
        var model = trainer.Fit(Mapped(View(0)));

        Assert.That(() => EvaluationMetric.Accuracy.Of(model.Transform(Mapped(View(texts.Length)))), Throws.Nothing);
        Assert.That(
            () => EvaluationMetric.Accuracy.Of(model.Transform(Mapped(View(1)))),
            Throws.InvalidOperationException.With.Message.StartsWith(isBinary
                ? "Column 'Label' has 'b', 'a' in this order, but column 'PredictedLabel' 'a', 'b': they cannot be compared."
                : "Column 'Label' has 'b', 'c', 'a' in this order, but column 'PredictedLabel' 'a', 'b', 'c': they cannot be compared."));
    }

    [Test]
    public void Numbers_that_come_in_another_order_than_their_scores_are_refused()
    {
        var data = _mlContext.Data.LoadFromEnumerable(new List<Pair> { new() { Height = 2, Width = 1 }, new() { Height = 4, Width = 5 } });
        IDataView Scored(params string[] label) => _mlContext.Transforms.Concatenate("Label", label).Append(_mlContext.Transforms.Concatenate("Score", "Height", "Width")).Fit(data).Transform(data);

        Assert.That(_mlContext.FluxTrainers.EvaluateMultitarget(Scored("Height", "Width")).MeanAbsoluteError, Is.Zero);
        Assert.That(
            () => _mlContext.FluxTrainers.EvaluateMultitarget(Scored("Width", "Height")),
            Throws.InvalidOperationException.With.Message.StartsWith("Column 'Label' has 'Width', 'Height' in this order, but column 'Score' 'Height', 'Width': they cannot be compared."));
        Assert.That(() => EvaluationMetric.MeanAbsoluteError.Of(Scored("Width", "Height")), Throws.InvalidOperationException);
    }

    private static IDataView Classified(uint[]? decided = null)
    {
        var schema = SchemaDefinition.Create(typeof(Classed));
        schema["Label"].ColumnType = schema["PredictedLabel"].ColumnType = new KeyDataViewType(typeof(uint), 3);
        var rows = _classes.Select((one, i) => new Classed
        {
            Label = one,
            Score = _probabilities[i],
            PredictedLabel = decided?[i] ?? (uint)Array.IndexOf(_probabilities[i], _probabilities[i].Max()),
            Weight = _weights[i],
        });
        return _mlContext.Data.LoadFromEnumerable(rows.ToList(), schema);
    }

    private static IDataView Noisy() => _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 200)
        .Select(i => new Judged { Label = (i * 37 % 200) + (i * 13 % 60) > 120, Features = [i * 37 % 200 / 200f, i % 7] }).ToList());

    private sealed class Pair
    {
        public float Height { get; set; }

        public float Width { get; set; }
    }

    private sealed class Worded
    {
        public string Text { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Classed
    {
        public uint Label { get; set; }

        public uint PredictedLabel { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        public float Weight { get; set; }
    }

    private sealed class Flagged
    {
        public bool Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = new float[2];

        public float Score { get; set; }

        public float Probability { get; set; }

        public float Weight { get; set; }
    }

    private sealed class Judged
    {
        public bool Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Numbered
    {
        public float Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = new float[2];

        public float Score { get; set; }

        public float Weight { get; set; }
    }

    private sealed class Labeled
    {
        [VectorType(2)]
        public float[] Label { get; set; } = [];

        [VectorType(2)]
        public bool[] Flags { get; set; } = [];

        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }
}
