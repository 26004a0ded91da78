// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class PermutationImportanceTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    // A line that is known: shuffling feature j makes the squared error greater by 2 w_j² var(x_j) on average. scikit-learn's permutation_importance
    // (200 repeats, scoring neg_mean_squared_error) gives 67.8, 0.088, 30.8, 1.90, 18.1, 6.67 for such data against 67.5, 0.088, 30.7, 1.90, 18.1, 6.72.
    [Test]
    public void Of_a_line_the_importance_is_that_of_its_weights()
    {
        var (model, data) = Fit();
        var importances = _mlContext.FluxTrainers.PermutationImportance(model, data, EvaluationMetric.MeanSquaredError, new PermutationOptions { Repeats = 100, Seed = 1 });
        var weights = ((ISingleFeaturePredictionTransformer<Trainers.LinearRegressionModelParameters>)model).Model.Weights;

        Assert.That(importances.Select(importance => importance.Name), Is.EqualTo(Enumerable.Range(0, 6).Select(slot => $"Features[{slot}]")));
        for (var slot = 0; slot < 6; slot++)
        {
            Assert.That(importances[slot].Mean, Is.EqualTo(2 * weights[slot] * weights[slot] * Variance(slot)).Within(6).Percent);
            Assert.That(importances[slot].Values, Has.Count.EqualTo(100).And.Unique);
        }
    }

    [Test]
    public void A_score_that_falls_and_an_error_that_rises_both_count_as_worse()
    {
        var (model, data) = Fit();
        var score = _mlContext.FluxTrainers.PermutationImportance(model, data, EvaluationMetric.RSquared, new PermutationOptions { Seed = 1 });
        var error = _mlContext.FluxTrainers.PermutationImportance(model, data, EvaluationMetric.MeanSquaredError, new PermutationOptions { Seed = 1 });
        var labels = Lines().Select(row => (double)row.Label).ToList();
        var variance = labels.Average(label => Math.Pow(label - labels.Average(), 2));

        Assert.That(score.Baseline, Is.EqualTo(EvaluationMetric.RSquared.Of(model.Transform(data))));
        Assert.That(score.Select(one => one.Mean), Is.EqualTo(error.Select(one => one.Mean / variance)).Within(1e-4));
    }

    [Test]
    public void Mean_and_standard_deviation_are_those_of_the_values()
    {
        var importance = new FeatureImportance("one", [1, 2, 6]);

        Assert.That((importance.Mean, importance.StandardDeviation), Is.EqualTo((3.0, Math.Sqrt(14 / 3.0))));
    }

    [Test]
    public void Original_columns_of_any_type_are_shuffled_before_the_whole_pipeline([Values] bool areNamed)
    {
        var data = _mlContext.Data.LoadFromEnumerable(Doubt.Rows.Select(row => new Sale { City = row.Kind, Noise = row.Features[1], Label = row.Kind == "high" }));
        var pipeline = _mlContext.Transforms.Categorical.OneHotEncoding("Hot", nameof(Sale.City))
            .Append(_mlContext.Transforms.Concatenate("Features", "Hot", nameof(Sale.Noise)))
            .Append(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression());
        var importances = _mlContext.FluxTrainers.PermutationImportance(
            pipeline.Fit(data), data, EvaluationMetric.Accuracy, new PermutationOptions { ColumnNames = areNamed ? [nameof(Sale.City), nameof(Sale.Noise)] : [], Seed = 1 });

        Assert.That(importances.Select(importance => importance.Name), Is.EqualTo(new[] { "City", "Noise" }));
        Assert.That(importances[0].Mean, Is.GreaterThan(0.2));
        Assert.That(importances[1].Mean, Is.EqualTo(0).Within(0.01));
        Assert.That(importances.ToString(), Does.StartWith("feature  ").And.Contains("\nCity"));
        Assert.That(
            () => _mlContext.FluxTrainers.PermutationImportance(pipeline.Fit(data), data, EvaluationMetric.Accuracy, new PermutationOptions { FeatureColumnName = "Feature" }),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains("'Feature'"), "a name that was given is meant");
    }

    [Test]
    public void Several_numbers_are_judged_together()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Lines().Select(row => new Twofold { Features = row.Features, Label = [row.Label, -row.Label] }));
        var trainer = _mlContext.FluxTrainers.NeuralMultitargetRegressor(new NeuralMultitargetRegressorOptions { Epochs = 10 });
        using var model = trainer.Fit(data);
        var importances = _mlContext.FluxTrainers.PermutationImportance(model, data, EvaluationMetric.RootMeanSquaredError, new PermutationOptions { Seed = 1 });

        Assert.That(importances.MaxBy(importance => importance.Mean)!.Name, Is.EqualTo("Features[0]"));
    }

    [Test]
    public void Equal_seeds_give_equal_values_whatever_else_is_shuffled()
    {
        var (model, data) = Fit();
        FeatureImportances Run(int seed, string[] columns) => _mlContext.FluxTrainers.PermutationImportance(
            model, data, EvaluationMetric.MeanSquaredError, new PermutationOptions { Seed = seed, ColumnNames = columns });

        Assert.That(Run(3, ["Features"])[0].Values, Is.EqualTo(Run(3, ["Id", "Features"])[1].Values));
        Assert.That(Run(3, ["Features"])[0].Values, Is.Not.EqualTo(Run(4, ["Features"])[0].Values));
        Assert.That(Run(3, ["Id"])[0].Values, Is.All.Zero);
    }

    [Test]
    public void Elimination_ranks_features_as_scikit_learn_does()
    {
        // RFE(LinearRegression(), n_features_to_select=2, step=1 and 3).ranking_ for weights of 6, 0.2, 4, 1, 3, 2
        Assert.That(Eliminate(1).Ranking, Is.EqualTo(new[] { 1, 5, 1, 4, 2, 3 }));
        Assert.That(Eliminate(3).Ranking, Is.EqualTo(new[] { 1, 3, 1, 3, 2, 3 }));
        Assert.That(Eliminate(1), Has.Property("Slots").EqualTo(new[] { 0, 2 }).And.Property("Names").EqualTo(new[] { "Features[0]", "Features[2]" }));
    }

    [Test]
    public void The_model_is_the_inner_one_on_the_features_that_are_left()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Lines());
        using var model = _mlContext.FluxTrainers.RecursiveFeatureElimination(Line(), new FeatureEliminationOptions { Features = 2, Repeats = 1 }).Fit(data);
        var left = _mlContext.Data.LoadFromEnumerable(Lines().Select(row => new Pair { Features = [row.Features[0], row.Features[2]], Label = row.Label }));

        Assert.That(model.Transform(data).GetColumn<float>("Score"), Is.EqualTo(Line().Fit(left).Transform(left).GetColumn<float>("Score")));
        Assert.That(model.Transform(data).GetColumn<float[]>("Features"), Is.EqualTo(Lines().Select(row => row.Features)));
    }

    // The first number is told by features 0, 2, 4 and 5, the second is its opposite: 1 and 3 matter least to both.
    [Test]
    public void Features_are_eliminated_by_several_labels_together()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Lines().Select(row => new TwoLabels { Features = row.Features, First = row.Label, Second = -row.Label }));
        var trainer = _mlContext.FluxTrainers.NeuralMultitargetRegressor(new NeuralMultitargetRegressorOptions
        {
            LabelColumnNames = [nameof(TwoLabels.First), nameof(TwoLabels.Second)],
            Builder = new LinearBuilder(),
            Optimizer = new Adam(0.1),
            Epochs = 30,
            Seed = 1,
        });
        var options = new FeatureEliminationOptions { Features = 4, LabelColumnNames = [nameof(TwoLabels.First), nameof(TwoLabels.Second)], Seed = 1 };
        using var model = _mlContext.FluxTrainers.RecursiveFeatureElimination(trainer, options).Fit(data);

        Assert.That(((FeatureSelection)model.Composition).Slots, Is.EqualTo(new[] { 0, 2, 4, 5 }));
    }

    // As the area under the ROC curve is where all held-out rows are of one class: by numbers that are none, features would go in the order of their slots.
    [Test]
    public void Elimination_by_a_metric_that_cannot_be_told_is_refused()
    {
        var options = new FeatureEliminationOptions
        {
            Resampling = new KFold(3) { Shuffle = false },
            Metric = EvaluationMetric.From("told of the first fold", true, scored => scored.GetColumn<float>("Id").First() == 0 ? 1 : double.NaN),
        };

        Assert.That(
            () => _mlContext.FluxTrainers.RecursiveFeatureElimination(Line(), options).Fit(_mlContext.Data.LoadFromEnumerable(Lines())),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "told of the first fold of the held-out rows of fold 1 is NaN, with all features or with one of them shuffled: it does not tell which of them matter. Choose another metric, or a Resampling with which it is a number."));
    }

    [TestCase(0)]
    [TestCase(1.5)]
    [TestCase(-1)]
    public void Settings_are_checked(double features) => Assert.That(
        () => new FeatureEliminationOptions { Features = features },
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Features must be an integer of at least 1, or a number between 0 and 1."));

    private static double Variance(int slot)
    {
        var values = Lines().Select(row => (double)row.Features[slot]).ToList();
        return values.Average(value => Math.Pow(value - values.Average(), 2));
    }

    private static List<Linear> Lines() =>
    [
        .. Enumerable.Range(0, 300).Select(i =>
        {
            var random = new RandomStream(i);
            float[] features = [.. Enumerable.Range(0, 6).Select(_ => (float)random.NextNormal())];
            return new Linear
            {
                Id = i,
                Features = features,
                Label = (6 * features[0]) + (0.2f * features[1]) + (4 * features[2]) + features[3] + (3 * features[4]) + (2 * features[5]),
            };
        }),
    ];

    private IEstimator<ITransformer> Line() => _mlContext.Regression.Trainers.OnlineGradientDescent(learningRate: 0.05f, numberOfIterations: 30);

    private (ITransformer Model, IDataView Data) Fit()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Lines());
        return (Line().Fit(data), data);
    }

    private FeatureSelection Eliminate(int step)
    {
        var options = new FeatureEliminationOptions { Features = 2, Step = step, Metric = EvaluationMetric.MeanSquaredError };
        using var model = _mlContext.FluxTrainers.RecursiveFeatureElimination(Line(), options).Fit(_mlContext.Data.LoadFromEnumerable(Lines()));
        return (FeatureSelection)model.Composition;
    }

    private sealed class Linear
    {
        public float Id { get; set; }

        [VectorType(6)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Pair
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Twofold
    {
        [VectorType(6)]
        public float[] Features { get; set; } = [];

        [VectorType(2)]
        public float[] Label { get; set; } = [];
    }

    private sealed class TwoLabels
    {
        [VectorType(6)]
        public float[] Features { get; set; } = [];

        public float First { get; set; }

        public float Second { get; set; }
    }

    private sealed class Sale
    {
        public string City { get; set; } = "";

        public float Noise { get; set; }

        public bool Label { get; set; }
    }
}
