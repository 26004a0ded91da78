// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using Microsoft.ML.Trainers;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The columns that a classifier adds, beside those of ML.NET's own SdcaMaximumEntropy on the same data.</summary>
public sealed class ScoreColumnsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestCase(LabelKind.Text)]
    [TestCase(LabelKind.Number)]
    [TestCase(LabelKind.Date)]
    [TestCase(LabelKind.Unnamed)]
    public void Columns_types_and_annotations_are_those_of_ml_net(LabelKind label) =>
        AssertSame(SampleData.View(_mlContext, label));

    /// <summary>ML.NET puts a column beside the one of the same name that it hides; we put all behind. What is visible agrees.</summary>
    [Test]
    public void Visible_columns_of_a_second_classifier_are_those_of_a_second_one_of_ml_net()
    {
        var data = SampleData.View(_mlContext);
        using var first = SmallClassifier.Fit(_mlContext, data);
        var scored = first.Transform(data);
        using var second = SmallClassifier.Fit(_mlContext, scored);

        var (theirs, ours) = (Sdca().Fit(scored).GetOutputSchema(scored.Schema), second.GetOutputSchema(scored.Schema));

        Assert.That(Visible(ours), Is.EqualTo(Visible(theirs)));
        Assert.That(SchemaComparison.Annotations(ours["Score"]), Has.Some.Matches("ScoreColumnSetId .* 2$"));
        var shape = ShapeComparison.ShapeOf(scored.Schema);
        ShapeComparison.Of(Sdca().GetOutputSchema(shape), SmallClassifier.Create(_mlContext).GetOutputSchema(shape)).AssertNone("the promise");
    }

    [Test]
    public void Columns_on_hidden_columns_are_those_of_ml_net()
    {
        var data = SampleData.View(_mlContext);
        data = _mlContext.Transforms.NormalizeMinMax("Features").Fit(data).Transform(data);
        Assert.That(data.Schema.Count(column => column.IsHidden), Is.EqualTo(1));

        AssertSame(data);
    }

    private void AssertSame(IDataView data)
    {
        var theirs = Sdca();
        var ours = SmallClassifier.Create(_mlContext);
        var shape = ShapeComparison.ShapeOf(data.Schema);
        var (theirPromise, ourPromise) = (theirs.GetOutputSchema(shape), ours.GetOutputSchema(shape));
        ShapeComparison.Of(theirPromise, ourPromise).AssertNone("the promise");
        Assert.That(ourPromise.Select(column => column.Name), Is.EqualTo(theirPromise.Select(column => column.Name)));

        using var model = ours.Fit(data);
        SchemaComparison.Of(theirs.Fit(data).GetOutputSchema(data.Schema), model.GetOutputSchema(data.Schema)).AssertNone("the schema");
    }

    private SdcaMaximumEntropyMulticlassTrainer Sdca() => _mlContext.MulticlassClassification.Trainers.SdcaMaximumEntropy(
        new SdcaMaximumEntropyMulticlassTrainer.Options { MaximumNumberOfIterations = 1, NumberOfThreads = 1 });

    private static IEnumerable<string> Visible(DataViewSchema schema) => schema.Where(column => !column.IsHidden).Select(column =>
        $"{column.Name} {column.Type} {string.Join("; ", SchemaComparison.Annotations(column))}");
}
