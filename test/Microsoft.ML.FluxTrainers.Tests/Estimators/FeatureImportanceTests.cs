// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>ML.NET's permutation feature importance on a classifier. Of the features A and B tell the class, C is noise and
/// D is constant.</summary>
[TestFixture(FeatureKind.Dense)]
[TestFixture(FeatureKind.Sparse)]
public sealed class FeatureImportanceTests(FeatureKind features)
{
    private readonly MLContext _mlContext = new(seed: 1);
    private IDataView _data = null!;
    private TransformerChain<NeuralTransformer> _model = null!;
    private TransformerChain<ITransformer> _loaded = null!;

    [OneTimeSetUp]
    public void Fit()
    {
        _data = SampleData.View(_mlContext, features: features);
        _model = new TransformerChain<NeuralTransformer>(SmallClassifier.Fit(_mlContext, _data));
        _loaded = (TransformerChain<ITransformer>)ModelRoundTrip.Through(new MLContext(), _model, _data.Schema).Model;
    }

    [OneTimeTearDown]
    public void Dispose()
    {
        _model.Dispose();
        _loaded.Dispose();
    }

    [Test]
    public void It_measures_the_fresh_transformer() => AssertImportance(OfPredictor(_model.LastTransformer));

    [Test]
    public void It_measures_the_loaded_transformer() => AssertImportance(OfPredictor((NeuralTransformer)_loaded.LastTransformer));

    [Test]
    public void It_measures_the_fresh_pipeline() => AssertImportance(OfPipeline(_model));

    [Test]
    public void It_measures_the_loaded_pipeline() => AssertImportance(OfPipeline(_loaded));

    private double[] OfPredictor(ISingleFeaturePredictionTransformer<NeuralModel> model) =>
        [.. _mlContext.MulticlassClassification
            .PermutationFeatureImportance(model, _model.Transform(_data), permutationCount: 3)
            .Select(statistics => statistics.MicroAccuracy.Mean)];

    private double[] OfPipeline(ITransformer model)
    {
        var found = _mlContext.MulticlassClassification.PermutationFeatureImportance(model, _data, permutationCount: 3);
        return [.. _model.LastTransformer.Model.FeatureOffsets.Select((_, slot) => found[SlotName(slot)].MicroAccuracy.Mean)];
    }

    private string SlotName(int slot) => features == FeatureKind.Dense ? "ABCD"[slot].ToString() : $"Slot {slot}";

    private void AssertImportance(double[] change)
    {
        if (features == FeatureKind.Dense)
        {
            Assert.That(Math.Min(change[0], change[1]), Is.LessThan(-0.05));
            Assert.That(change[2], Is.EqualTo(0).Within(0.02));
            Assert.That(change[3], Is.EqualTo(0));
        }
        else
        {
            Assert.That(change, Has.Length.EqualTo(12));
            Assert.That(change[..3].Concat(change[8..11]).Min(), Is.LessThan(-0.05));
            Assert.That(change[4..8], Is.All.EqualTo(0).Within(0.05));
            Assert.That(new[] { change[3], change[11] }, Is.All.EqualTo(0), "these are always zero");
        }
    }
}
