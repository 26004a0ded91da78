// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>ML.NET's permutation feature importance on a classifier, fresh and loaded. Of the features A and B tell the class,
/// C is noise and D is constant; of the sparse ones the first and the last four do, and 3 and 11 are never set.</summary>
public sealed class FeatureImportanceTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void A_transformer_is_measured([Values] bool loaded)
    {
        var data = SampleData.View(_mlContext);
        using var model = Model(data, loaded);

        AssertImportance(OfPredictor(model, data));
    }

    [Test]
    public void A_pipeline_is_measured([Values] bool loaded)
    {
        var data = SampleData.View(_mlContext);
        using var model = Model(data, loaded);

        var found = _mlContext.MulticlassClassification.PermutationFeatureImportance(model, data, permutationCount: 3);

        AssertImportance([.. "ABCD".Select(name => found[$"{name}"].MicroAccuracy.Mean)]);
    }

    [Test]
    public void Sparse_features_are_measured([Values] bool loaded)
    {
        var data = SampleData.View(_mlContext, features: FeatureKind.Sparse);
        using var model = Model(data, loaded);

        var change = OfPredictor(model, data);

        Assert.That(change, Has.Length.EqualTo(12));
        Assert.That(change[..3].Concat(change[8..11]).Min(), Is.LessThan(-0.005));
        Assert.That(new[] { change[3], change[11] }, Is.All.EqualTo(0));
    }

    private TransformerChain<ITransformer> Model(IDataView data, bool loaded)
    {
        var model = new TransformerChain<ITransformer>(SmallClassifier.Fit(_mlContext, data));
        if (!loaded)
        {
            return model;
        }

        using (model)
        {
            return (TransformerChain<ITransformer>)ModelRoundTrip.Through(new MLContext(), model, data.Schema).Model;
        }
    }

    private double[] OfPredictor(TransformerChain<ITransformer> model, IDataView data) =>
        [.. _mlContext.MulticlassClassification
            .PermutationFeatureImportance(
                (ISingleFeaturePredictionTransformer<NeuralModel>)model.LastTransformer, model.Transform(data), permutationCount: 3)
            .Select(statistics => statistics.MicroAccuracy.Mean)];

    private static void AssertImportance(double[] change)
    {
        Assert.That(change, Has.Length.EqualTo(4));
        Assert.That(Math.Min(change[0], change[1]), Is.LessThan(-0.05));
        Assert.That(change[2], Is.EqualTo(0).Within(0.02));
        Assert.That(change[3], Is.EqualTo(0));
    }
}
