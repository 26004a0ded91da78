// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>ML.NET's prediction engine over a classifier.</summary>
public sealed class PredictionEngineTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IReadOnlyList<Sample> _rows = SampleData.Rows();
    private TransformerChain<NeuralTransformer> _model = null!;
    private Dictionary<long, float[]> _expected = null!;

    [SetUp]
    public void Fit()
    {
        var data = SampleData.View(_mlContext);
        var features = _mlContext.Transforms.Concatenate("Features", "A", "B", "C", "D").Fit(data);
        _model = new TransformerChain<NeuralTransformer>(features, SmallClassifier.Fit(_mlContext, data));
        _expected = SmallClassifier.Scores(_mlContext, _model.Transform(_mlContext.Data.LoadFromEnumerable(_rows)));
    }

    [TearDown]
    public void Dispose() => _model.Dispose();

    [Test]
    public void It_predicts_what_a_transform_gives()
    {
        using var engine = Engine(owns: false);

        AssertPredicts(engine);
    }

    [Test]
    public void Predicting_again_into_the_same_object_gives_the_new_row()
    {
        using var engine = Engine(owns: false);
        var prediction = new ScoredSample();
        foreach (var row in _rows)
        {
            engine.Predict(row, ref prediction);
            Assert.That(Near(prediction.Score, _expected[row.Row]), $"row {row.Row}");
        }
    }

    [Test]
    public void An_engine_that_owns_the_model_takes_it_along()
    {
        var engine = Engine(owns: true);
        engine.Predict(_rows[0]);
        engine.Dispose();

        Assert.That(() => Engine(owns: true), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => _model.Transform(_mlContext.Data.LoadFromEnumerable(_rows)), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void An_engine_that_does_not_own_the_model_leaves_it()
    {
        var engine = Engine(owns: false);
        engine.Predict(_rows[0]);
        engine.Dispose();

        using var next = Engine(owns: false);
        AssertPredicts(next);
    }

    [Test]
    public void An_engine_in_use_outlives_the_model()
    {
        using var engine = Engine(owns: false);
        engine.Predict(_rows[0]);
        _model.Dispose();

        AssertPredicts(engine);
    }

    [Test]
    public void No_native_memory_is_left_after_an_engine_and_its_model()
    {
        var before = torch.Tensor.TotalCount;
        for (var i = 0; i < 3; i++)
        {
            var data = SampleData.View(_mlContext);
            var engine = _mlContext.Model.CreatePredictionEngine<Featured, ScoredSample>(SmallClassifier.Fit(_mlContext, data));
            engine.Predict(new Featured { Features = [1, 2, 3, 4] });
            engine.Dispose();

            Assert.That(torch.Tensor.TotalCount, Is.EqualTo(before));
        }
    }

    [Test]
    public void Engines_of_many_threads_share_one_model() => Concurrently.Run(8, _ =>
    {
        using var engine = Engine(owns: false);
        AssertPredicts(engine);
    });

    private PredictionEngine<Sample, ScoredSample> Engine(bool owns) =>
        _mlContext.Model.CreatePredictionEngine<Sample, ScoredSample>(_model, new PredictionEngineOptions { OwnsTransformer = owns });

    private void AssertPredicts(PredictionEngine<Sample, ScoredSample> engine)
    {
        foreach (var row in _rows)
        {
            var prediction = engine.Predict(row);
            Assert.That(Near(prediction.Score, _expected[row.Row]), $"row {row.Row}: {CellValues.Text(prediction.Score)}");
            Assert.That(prediction.Note, Is.EqualTo(row.Note));
        }
    }

    private static bool Near(float[] left, float[] right) => CellValues.Agree(left, right, Tolerance.OneRow);
}
