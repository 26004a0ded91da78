// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A classifier among the other parts of ML.NET.</summary>
public sealed class ClassifierPipelineTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Cross_validation_gives_a_model_metrics_and_scored_rows_for_each_fold()
    {
        var data = _mlContext.Data.LoadFromEnumerable(SampleData.Rows());

        var folds = _mlContext.MulticlassClassification.CrossValidate(data, FromText(), numberOfFolds: 3);

        Assert.That(folds, Has.Count.EqualTo(3));
        Assert.That(folds.Select(fold => fold.Metrics.MicroAccuracy), Is.All.GreaterThan(0.95));
        Assert.That(folds.Sum(fold => SmallClassifier.Rows(_mlContext, fold.ScoredHoldOutSet).Count), Is.EqualTo(150));
        foreach (var fold in folds)
        {
            ((IDisposable)fold.Model).Dispose();
        }
    }

    [Test]
    public void A_cache_checkpoint_before_the_classifier_changes_nothing()
    {
        var data = _mlContext.Data.LoadFromEnumerable(SampleData.Rows());
        using var plain = FromText().Fit(data);
        using var cached = Features().AppendCacheCheckpoint(_mlContext).Append(SmallClassifier.Create(_mlContext)).Fit(data);

        ViewComparison.Of(plain.Transform(data), cached.Transform(data), _ => true, Tolerance.Exact).AssertNone("cached");
    }

    [TestCase(LabelKind.Text, nameof(Sample.Text))]
    [TestCase(LabelKind.Number, nameof(Sample.Number))]
    [TestCase(LabelKind.Date, nameof(Sample.Date))]
    public void Map_key_to_value_after_it_gives_the_labels_own_values(LabelKind label, string values)
    {
        var data = SampleData.View(_mlContext, label);
        var pipeline = SmallClassifier.Create(_mlContext).Append(_mlContext.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        var promised = pipeline.GetOutputSchema(ShapeComparison.ShapeOf(data.Schema)).Single(column => column.Name == "Answer");
        using var model = pipeline.Fit(data);
        var scored = model.Transform(data);

        Assert.That(promised.ItemType, Is.EqualTo(data.Schema[values].Type));
        Assert.That(scored.Schema["Answer"].Type, Is.EqualTo(data.Schema[values].Type));
        using var cursor = scored.GetRowCursor(scored.Schema);
        var (answer, truth) = (Cell.Of(cursor, scored.Schema["Answer"]), Cell.Of(cursor, scored.Schema[values]));
        var right = 0;
        while (cursor.MoveNext())
        {
            right += Equals(answer.Read(), truth.Read()) ? 1 : 0;
        }

        Assert.That(right, Is.GreaterThan(140));
    }

    [Test]
    public void The_confusion_matrix_has_the_names_of_the_classes()
    {
        var data = SampleData.View(_mlContext);
        using var model = SmallClassifier.Fit(_mlContext, data);

        var metrics = _mlContext.MulticlassClassification.Evaluate(model.Transform(data));

        Assert.That(metrics.ConfusionMatrix.NumberOfClasses, Is.EqualTo(3));
        var table = metrics.ConfusionMatrix.GetFormattedConfusionTable();
        Assert.That(table, Does.Contain("first").And.Contain("second").And.Contain("third"));
    }

    [Test]
    public void A_pipeline_scores_data_without_a_label_once_its_training_part_is_cut_off()
    {
        var data = _mlContext.Data.LoadFromEnumerable(SampleData.Rows());
        var pipeline = new EstimatorChain<ITransformer>()
            .Append(_mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Sample.Text)), TransformerScope.TrainTest)
            .Append(_mlContext.Transforms.Concatenate("Features", "A", "B", "C", "D"))
            .Append(SmallClassifier.Create(_mlContext));
        using var model = pipeline.Fit(data);
        var scoring = model.GetModelFor(TransformerScope.Scoring);
        var unlabeled = _mlContext.Transforms.DropColumns("Text", "Number", "Date", "Key").Fit(data).Transform(data);

        var scores = SmallClassifier.Scores(_mlContext, scoring.Transform(unlabeled));

        Assert.That(scores, Is.EqualTo(SmallClassifier.Scores(_mlContext, model.Transform(data))));
    }

    [Test]
    public void An_estimator_can_be_fitted_to_three_then_four_then_two_classes()
    {
        var estimator = SmallClassifier.Create(_mlContext);
        foreach (var classes in new[] { 3, 4, 2 })
        {
            var data = SampleData.View(_mlContext, rows: SampleData.Rows(classes: classes));
            using var model = estimator.Fit(data);
            var metrics = _mlContext.MulticlassClassification.Evaluate(model.Transform(data));

            Assert.That(model.Model.ClassNames, Is.EqualTo(new[] { "first", "second", "third", "fourth" }.Take(classes)));
            Assert.That(((VectorDataViewType)model.GetOutputSchema(data.Schema)["Score"].Type).Size, Is.EqualTo(classes));
            Assert.That(metrics.MicroAccuracy, Is.GreaterThan(0.95), $"{classes} classes");
        }

        Assert.That(estimator.Options, Is.EqualTo(SmallClassifier.Options));
    }

    [Test]
    public void The_classic_catalog_makes_the_same_estimator()
    {
        var data = SampleData.View(_mlContext);
        using var ours = SmallClassifier.Fit(_mlContext, data);
        using var classic = _mlContext.MulticlassClassification.Trainers.NeuralClassifier(SmallClassifier.Options).Fit(data);

        ViewComparison.Of(ours.Transform(data), classic.Transform(data), _ => true, Tolerance.Exact).AssertNone("the classic catalog");
    }

    private EstimatorChain<NeuralTransformer> FromText() => Features().Append(SmallClassifier.Create(_mlContext));

    private EstimatorChain<ColumnConcatenatingTransformer> Features() =>
        _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Sample.Text))
            .Append(_mlContext.Transforms.Concatenate("Features", "A", "B", "C", "D"));
}
