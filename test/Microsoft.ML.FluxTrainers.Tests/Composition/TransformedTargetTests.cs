// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TransformedTargetTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    // ML.NET's own linear trainer: log(e^2x) is a line, e^2x is none.
    private IEstimator<ITransformer> Linear => _mlContext.Transforms.NormalizeMeanVariance("Features").Append(_mlContext.Regression.Trainers.OnlineGradientDescent(numberOfIterations: 50));

    [Test]
    public void A_linear_trainer_of_MlNet_learns_growth_on_its_logarithm()
    {
        var data = Growth.View(_mlContext);
        var plain = _mlContext.Regression.CrossValidate(data, Linear, 3).Average(fold => fold.Metrics.RSquared);
        var logarithm = _mlContext.Regression.CrossValidate(data, _mlContext.FluxTrainers.TransformedTarget(Linear, TargetTransformation.Log), 3)
            .Average(fold => fold.Metrics.RSquared);

        Assert.That(plain, Is.LessThan(0.9));
        Assert.That(logarithm, Is.GreaterThan(0.97));
    }

    [Test]
    public void The_score_is_the_inverse_of_the_inner_score_and_the_label_stays()
    {
        var data = Growth.View(_mlContext);
        using var model = _mlContext.FluxTrainers.TransformedTarget(Linear, TargetTransformation.Log1p).Fit(data);
        var scored = model.Transform(data);
        var inner = model.Parts[0].Transform(data).GetColumn<float>("Score").ToList();

        Assert.That(scored.GetColumn<float>("Label"), Is.EqualTo(Growth.Rows.Select(row => row.Label)));
        Assert.That(scored.GetColumn<float>("Score"), Is.EqualTo(inner.Select(score => (float)(Math.Exp(score) - 1))));
        Assert.That(model.Composition, Is.EqualTo(new TargetComposition(TargetTransformation.Log1p) { Least = 1, Greatest = MathF.Exp(119 / 30f) }));
    }

    // Of x = 100 the line is near 200: e^200 is a number, but none that a Single can be.
    [TestCase(100)]
    [TestCase(1000)]
    public void A_prediction_beyond_all_that_a_score_can_be_is_the_greatest_label(float far)
    {
        using var model = _mlContext.FluxTrainers.TransformedTarget(Linear, TargetTransformation.Log).Fit(Growth.View(_mlContext));
        var scored = model.Transform(_mlContext.Data.LoadFromEnumerable(new[] { new Growth { Features = [far, 0] } }));

        Assert.That(scored.GetColumn<float>("Score").Single(), Is.EqualTo(MathF.Exp(119 / 30f)));
    }

    [Test]
    public void Quantiles_are_transformed_back_too()
    {
        var options = new NeuralRegressorOptions { Loss = new QuantileLoss { Levels = [0.1, 0.5, 0.9] }, Epochs = 3 };
        var data = Growth.View(_mlContext);
        using var model = _mlContext.FluxTrainers.TransformedTarget(_mlContext.FluxTrainers.NeuralRegressor(options), TargetTransformation.Log).Fit(data);
        var inner = model.Parts[0].Transform(data).GetColumn<float[]>("Quantiles").SelectMany(row => row);

        Assert.That(
            model.Transform(data).GetColumn<float[]>("Quantiles").SelectMany(row => row), Is.EqualTo(inner.Select(value => (float)Math.Exp(value))));
    }

    [Test]
    public void A_standard_deviation_cannot_be_transformed_back()
    {
        var options = new NeuralRegressorOptions { Loss = new GaussianLoss(), Epochs = 1 };

        Assert.That(
            () => _mlContext.FluxTrainers.TransformedTarget(_mlContext.FluxTrainers.NeuralRegressor(options), TargetTransformation.Log).Fit(Growth.View(_mlContext)),
            Throws.InvalidOperationException.With.Message.StartsWith("The inner pipeline gives a StandardDeviation"));
    }

    [Test]
    public void A_label_out_of_range_is_named_with_its_row()
    {
        var data = Growth.View(_mlContext, new Growth { Features = [1, 1], Label = -2.5f });

        Assert.That(
            () => _mlContext.FluxTrainers.TransformedTarget(Linear, TargetTransformation.Log).Fit(data),
            Throws.InvalidOperationException.With.Message.StartsWith("Row 120 has the label -2.5 in column 'Label', but LogTransformation needs labels that are greater than 0."));
    }

    [Test]
    public void Rows_without_a_label_stay_without_one()
    {
        var data = Growth.View(_mlContext, new Growth { Features = [1, 1], Label = float.NaN });
        using var model = _mlContext.FluxTrainers.TransformedTarget(Linear, TargetTransformation.BoxCox).Fit(data);
        using var without = _mlContext.FluxTrainers.TransformedTarget(Linear, TargetTransformation.BoxCox).Fit(Growth.View(_mlContext));

        Assert.That(model.Composition, Is.EqualTo(without.Composition));
        Assert.That(model.Transform(data).GetColumn<float>("Score"), Is.All.GreaterThan(0));
    }

    // Of 1e8/u the power is near -0.7: 1e8 to that power is 2.5e-6, which next to 1 leaves a float no digits to tell labels apart by.
    // Yeo and Johnson add 1, next to which labels near 1e-8 have few digits themselves.
    [TestCase(1, false)]
    [TestCase(1e8, false)]
    [TestCase(1e-8, false)]
    [TestCase(1, true)]
    [TestCase(1e8, true)]
    public void Powers_keep_labels_of_any_size_apart(double unit, bool ofAnySign)
    {
        var rows = Enumerable.Range(0, 400).Select(i => new Growth { Features = [i / 400f, 0], Label = (float)(unit / ((i + 0.5) / 400)) }).ToList();
        var labels = new List<float>();
        var spy = new WatchedEstimator(Linear, view => labels.AddRange(view.GetColumn<float>("Label")));
        using var model = _mlContext.FluxTrainers.TransformedTarget(spy, ofAnySign ? TargetTransformation.YeoJohnson : TargetTransformation.BoxCox)
            .Fit(_mlContext.Data.LoadFromEnumerable(rows));
        var transformation = ((TargetComposition)model.Composition).Transformation;

        Assert.That(labels.Distinct().Count(), Is.EqualTo(400));
        Assert.That(labels.Select((label, i) => transformation.Inverse(label) / rows[i].Label), Is.All.EqualTo(1).Within(1e-4));
    }

    [Test]
    public void A_classifier_is_refused()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Growth.Rows.Select((row, i) => new Sold { Features = row.Features, Amount = row.Label, Label = i % 2 == 0 }));

        Assert.That(
            () => _mlContext.FluxTrainers.TransformedTarget(
                _mlContext.FluxTrainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { Epochs = 1 }), TargetTransformation.Log, "Amount").Fit(data),
            Throws.InvalidOperationException.With.Message.StartsWith("The inner pipeline does not predict a single number"));
    }

    [TestCaseSource(nameof(Transformations))]
    public void It_is_the_same_when_it_is_loaded(TargetTransformation transformation)
    {
        var data = Growth.View(_mlContext);
        using var model = _mlContext.FluxTrainers.TransformedTarget(Linear, transformation).Fit(data);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), model, data.Schema);

        ViewComparison.Of(model.Transform(data), loaded.Transform(data), _ => true, Tolerance.Exact).AssertNone("the loaded model");
        Assert.That(((ComposedTransformer)loaded).Composition, Is.EqualTo(model.Composition));
    }

    [Test]
    public void It_nests_in_itself_and_serves_an_engine()
    {
        var data = Growth.View(_mlContext);
        var twice = _mlContext.FluxTrainers.TransformedTarget(_mlContext.FluxTrainers.TransformedTarget(Linear, TargetTransformation.Standardize), TargetTransformation.Log);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), twice.Append(_mlContext.Transforms.CopyColumns("Guess", "Score")).Fit(data), data.Schema);
        using var engine = _mlContext.Model.CreatePredictionEngine<Growth, Guessed>(loaded);

        Assert.That(engine.Predict(Growth.Rows[5]).Guess, Is.EqualTo(loaded.Transform(data).GetColumn<float>("Guess").ElementAt(5)));
    }

    private static IEnumerable<TargetTransformation> Transformations() =>
        [TargetTransformation.Log, TargetTransformation.BoxCox, TargetTransformation.YeoJohnson, TargetTransformation.Quantile, TargetTransformation.Standardize];

    private sealed class Sold
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Amount { get; set; }

        public bool Label { get; set; }
    }

    private sealed class Guessed
    {
        public float Guess { get; set; }
    }
}
