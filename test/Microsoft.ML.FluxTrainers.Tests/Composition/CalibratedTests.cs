// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using Microsoft.ML.Runtime;
using NUnit.Framework;
using KeyOrdinality = Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class CalibratedTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    // Far too many epochs for rows that are a matter of chance.
    private IEstimator<ITransformer> Sure => _mlContext.FluxTrainers.NeuralClassifier(
        new NeuralClassifierOptions { LabelColumnName = "Key", Builder = new MlpBuilder(30), Epochs = 60, Optimizer = new Adam { LearningRate = 0.02 } });

    private IEstimator<ITransformer> Keyed(KeyOrdinality ordinality) =>
        _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Doubt.Kind), keyOrdinality: ordinality).Append(Sure);

    private IEstimator<ITransformer> SureOfTwo => _mlContext.FluxTrainers.NeuralBinaryClassifier(
        new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(30), Epochs = 60, Optimizer = new Adam { LearningRate = 0.02 } });

    [TestCase(true)]
    [TestCase(false)]
    public void The_log_loss_of_rows_that_it_never_saw_gets_less_and_no_decision_changes(bool crossValidated)
    {
        var data = Doubt.View(_mlContext);
        var (known, fresh) = (_mlContext.Data.TakeRows(data, 160), _mlContext.Data.SkipRows(data, 160));
        using var model = _mlContext.FluxTrainers.Calibrated(Sure, crossValidated ? new KFold(3) : null, "Key").Fit(known);
        var (plain, calibrated) = (model.Parts[0].Transform(fresh), model.Transform(fresh));
        var found = (CalibrationComposition)model.Composition;

        Assert.That(found.Temperature, Is.GreaterThan(1.3));
        Assert.That(found.ScoresAreLogOdds, Is.False);
        Assert.That(found.LogLossAfter, Is.LessThan(found.LogLossBefore));
        Assert.That(LogLoss(calibrated), Is.LessThan(LogLoss(plain) - 0.1));
        Assert.That(calibrated.GetColumn<uint>("PredictedLabel"), Is.EqualTo(plain.GetColumn<uint>("PredictedLabel")));
        Assert.That(calibrated.GetColumn<float[]>("Score").Select(row => row.Sum()), Is.All.EqualTo(1).Within(1e-5));

        double LogLoss(IDataView scored) => _mlContext.MulticlassClassification.Evaluate(scored, "Key").LogLoss;
    }

    [Test]
    public void Of_two_classes_the_order_of_scores_stays_and_the_score_is_the_log_odds()
    {
        var data = Doubt.View(_mlContext);
        var (known, fresh) = (_mlContext.Data.TakeRows(data, 160), _mlContext.Data.SkipRows(data, 160));
        using var model = _mlContext.FluxTrainers.Calibrated(SureOfTwo, new KFold(4)).Fit(known);
        var found = (CalibrationComposition)model.Composition;
        var (plain, calibrated) = (_mlContext.BinaryClassification.Evaluate(model.Parts[0].Transform(fresh)), _mlContext.BinaryClassification.Evaluate(model.Transform(fresh)));
        var before = model.Parts[0].Transform(fresh).GetColumn<float>("Score").ToList();
        var after = model.Transform(fresh).GetColumn<float>("Score").ToList();

        Assert.That(found.ScoresAreLogOdds, Is.True);
        Assert.That(after, Is.EqualTo(before.Select(score => (float)(score / found.Temperature))));
        Assert.That(model.Transform(fresh).GetColumn<float>("Probability"), Is.EqualTo(after.Select(score => 1 / (1 + Math.Exp(-score)))).Within(1e-6));
        Assert.That(calibrated.LogLoss, Is.LessThan(plain.LogLoss));
        Assert.That(calibrated.AreaUnderRocCurve, Is.EqualTo(plain.AreaUnderRocCurve));
        Assert.That(calibrated.Accuracy, Is.EqualTo(plain.Accuracy));
    }

    // The log loss of rows that are all decided rightly is least where every probability is 0 or 1: a fifth of a small table often is, and says nothing of the next rows.
    [TestCase(false)]
    [TestCase(true)]
    public void Where_each_held_out_row_is_decided_rightly_probabilities_stay_as_they_are_and_a_warning_says_so(bool hasOneWrong)
    {
        var context = new MLContext(seed: 1);
        var warnings = context.Listen(ChannelMessageKind.Warning, "Calibrated");
        var data = context.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new Doubt
        {
            Features = [(i % 2) - 0.5f, 0, 0, i % 7],
            Label = i % 2 == 1 != (hasOneWrong && i == 39),
        }).ToList());
        using var model = context.FluxTrainers.Calibrated(
            context.BinaryClassification.Trainers.LbfgsLogisticRegression(), Resampling.From((Enumerable.Range(0, 30).Select(i => (long)i), Enumerable.Range(30, 10).Select(i => (long)i)))).Fit(data);
        var found = (CalibrationComposition)model.Composition;

        Assert.That(found.Temperature, hasOneWrong ? Is.InRange(0.2, 0.9) : Is.EqualTo(1));
        Assert.That(found.LogLossAfter, hasOneWrong ? Is.LessThan(found.LogLossBefore) : Is.EqualTo(found.LogLossBefore));
        Assert.That(warnings, hasOneWrong ? Is.Empty : Has.One.EqualTo(
            "Each of the 10 held-out rows is decided rightly, so that no probability is too bold: they stay as they are. Hold out more rows, such as those of several folds (new StratifiedKFold(5))."));
    }

    [Test]
    public void Scores_of_MlNet_that_are_no_log_odds_are_made_so()
    {
        var data = Doubt.View(_mlContext);
        var trees = _mlContext.BinaryClassification.Trainers.LinearSvm().Append(_mlContext.BinaryClassification.Calibrators.Platt());
        using var model = _mlContext.FluxTrainers.Calibrated(trees).Fit(data);
        var probabilities = model.Transform(data).GetColumn<float>("Probability");

        Assert.That(((CalibrationComposition)model.Composition).ScoresAreLogOdds, Is.False);
        Assert.That(model.Transform(data).GetColumn<float>("Score"), Is.EqualTo(probabilities.Select(p => Math.Log(p / (1.0 - p)))).Within(1e-4));
    }

    [Test]
    public void The_temperature_is_never_found_on_rows_that_were_trained_on()
    {
        var trained = new List<float[]>();
        var spy = new WatchedEstimator(SureOfTwo, view => trained.Add([.. view.GetColumn<float>("Id")]));
        _mlContext.FluxTrainers.Calibrated(spy, seed: 3).Fit(Doubt.View(_mlContext)).Dispose();
        _mlContext.FluxTrainers.Calibrated(spy, new KFold(3), seed: 3).Fit(Doubt.View(_mlContext)).Dispose();

        // A fifth is held out; then three folds of 160 and, at last, all.
        Assert.That(trained.Select(ids => ids.Length), Is.EqualTo(new[] { 192, 160, 160, 160, 240 }));
    }

    // Keys are numbered by name, or as texts first occur in the rows of a fold: neither is the order in which held-out rows have them.
    [Test]
    public void A_text_label_means_the_class_of_its_name([Values] KeyOrdinality ordinality, [Values] bool crossValidated)
    {
        var data = _mlContext.Data.LoadFromEnumerable(Doubt.Rows);
        Resampling? folds = crossValidated ? new KFold(3) { Shuffle = false } : null;
        using var byText = _mlContext.FluxTrainers.Calibrated(Keyed(ordinality), folds, nameof(Doubt.Kind), seed: 1).Fit(data);
        using var byKey = _mlContext.FluxTrainers.Calibrated(Keyed(ordinality), folds ?? new Holdout(0.8) { StratifyColumnName = nameof(Doubt.Kind) }, "Key", seed: 1).Fit(data);

        Assert.That(byText.Composition, Is.EqualTo(byKey.Composition));
    }

    [Test]
    public void A_text_that_is_no_class_of_the_model_is_named()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Doubt.Rows.Select((row, i) => new Doubt { Id = i, Features = row.Features, Kind = i > 200 ? "new" : row.Kind }));
        var inner = _mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Doubt.Kind), keyData: _mlContext.Data.LoadFromEnumerable(Doubt.Rows.Select(row => new { row.Kind }).Distinct()))
            .Append(Sure);

        Assert.That(
            () => _mlContext.FluxTrainers.Calibrated(inner, labelColumnName: nameof(Doubt.Kind)).Fit(data),
            Throws.InvalidOperationException.With.Message.EqualTo("A held-out row has the label 'new' in column 'Kind', but the inner pipeline knows the classes high, low, middle only."));
    }

    [Test]
    public void Without_probabilities_it_says_what_to_do() => Assert.That(
        () => _mlContext.FluxTrainers.Calibrated(_mlContext.BinaryClassification.Trainers.LinearSvm()).Fit(Doubt.View(_mlContext)),
        Throws.InvalidOperationException.With.Message.Contains("Calibrators.Platt"));

    [Test]
    public void It_is_the_same_when_it_is_loaded()
    {
        var data = Doubt.View(_mlContext);
        using var model = _mlContext.FluxTrainers.Calibrated(Sure, labelColumnName: "Key").Fit(data);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), model, data.Schema);

        ViewComparison.Of(model.Transform(data), loaded.Transform(data), _ => true, Tolerance.Exact).AssertNone("the loaded model");
        Assert.That(((ComposedTransformer)loaded).Composition, Is.EqualTo(model.Composition));
    }
}
