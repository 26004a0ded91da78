// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class DisposalTests
{
    private const int Tensors = 2; // a weight and a bias
    private readonly MLContext _mlContext = new(seed: 1);
    private NeuralTransformer _model = null!;
    private IDataView _data = null!;

    [SetUp]
    public void Fit()
    {
        _data = ThreeKinds.Keyed(_mlContext);
        _model = ThreeKinds.Fit(_mlContext, ThreeKinds.OnTorch);
    }

    [TearDown]
    public void Dispose() => _model.Dispose();

    [Test]
    public void A_disposed_model_refuses_new_work()
    {
        var scored = _model.Transform(_data);
        var mapper = _model.GetRowToRowMapper(_data.Schema);
        _model.Dispose();

        Assert.That(() => _model.Transform(_data), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => _model.GetRowToRowMapper(_data.Schema), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => _model.GetOutputSchema(_data.Schema), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => scored.GetRowCursor(scored.Schema), Throws.TypeOf<ObjectDisposedException>());
        using var rows = _data.GetRowCursor(_data.Schema);
        Assert.That(() => mapper.GetRow(rows, mapper.OutputSchema), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_disposed_model_can_still_be_looked_at_and_saved()
    {
        var expected = ThreeKinds.Scores(_mlContext, _model);
        _model.Dispose();

        Assert.That(_model.Model.Summary(), Does.Contain("output"));
        using var copy = (NeuralTransformer)ThreeKinds.Load(_mlContext, ThreeKinds.Save(_mlContext, _model));
        Assert.That(ThreeKinds.Scores(_mlContext, copy), Is.EqualTo(expected).Within(1e-6f));
    }

    [Test]
    public void Disposing_twice_is_safe()
    {
        ThreeKinds.Scores(_mlContext, _model);
        _model.Dispose();

        Assert.That(_model.Dispose, Throws.Nothing);
    }

    [Test]
    public void A_cursor_that_is_open_goes_on_to_its_end_and_frees_the_network_there()
    {
        var expected = ThreeKinds.Scores(_mlContext, _model);
        var scored = _model.Transform(_data);
        using var cursor = scored.GetRowCursor(scored.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
        cursor.MoveNext();
        var before = Leftovers.AliveNow();
        _model.Dispose();
        Assert.That(Leftovers.AliveNow(), Is.EqualTo(before));
        var row = 0;
        do
        {
            VBuffer<float> score = default;
            getter(ref score);
            Assert.That(score.DenseValues(), Is.EqualTo(expected[row++]).Within(1e-6f));
        }
        while (cursor.MoveNext());

        Assert.That(row, Is.EqualTo(30));
        Assert.That(Leftovers.AliveNow(), Is.EqualTo(before - Tensors));
    }

    [Test]
    public void A_cursor_that_is_disposed_early_frees_the_network_of_a_disposed_model()
    {
        var scored = _model.Transform(_data);
        var cursor = scored.GetRowCursor(scored.Schema);
        cursor.MoveNext();
        var before = Leftovers.AliveNow();
        _model.Dispose();
        cursor.Dispose();
        cursor.Dispose();

        Assert.That(Leftovers.AliveNow(), Is.EqualTo(before - Tensors));
    }

    [Test]
    public void An_engine_disposes_its_model_by_default_and_frees_the_network()
    {
        var before = Leftovers.AliveNow();
        var engine = _mlContext.Model.CreatePredictionEngine<ThreeKinds.Row, Prediction>(Chain());
        engine.Predict(ThreeKinds.Rows[0]);
        Assert.That(Leftovers.AliveNow(), Is.EqualTo(before + Tensors));
        engine.Dispose();

        Assert.That(Leftovers.AliveNow(), Is.EqualTo(before));
        Assert.That(() => _model.Transform(_data), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void An_engine_that_does_not_own_its_model_leaves_it_usable()
    {
        var options = new PredictionEngineOptions { OwnsTransformer = false };
        _mlContext.Model.CreatePredictionEngine<ThreeKinds.Row, Prediction>(Chain(), options).Dispose();

        Assert.That(() => ThreeKinds.Scores(_mlContext, _model), Throws.Nothing);
    }

    [Test]
    public void An_engine_that_is_open_goes_on_after_its_model_is_disposed_and_keeps_no_native_memory()
    {
        var before = Leftovers.AliveNow();
        var options = new PredictionEngineOptions { OwnsTransformer = false };
        using var engine = _mlContext.Model.CreatePredictionEngine<ThreeKinds.Row, Prediction>(Chain(), options);
        var first = engine.Predict(ThreeKinds.Rows[0]).Score;
        _model.Dispose();
        Assert.That(Leftovers.AliveNow(), Is.EqualTo(before));

        Assert.That(engine.Predict(ThreeKinds.Rows[0]).Score, Is.EqualTo(first));
        Assert.That(Leftovers.AliveNow(), Is.EqualTo(before));
    }

    [Test]
    public void Making_an_engine_takes_no_native_memory()
    {
        var before = Leftovers.AliveNow();
        using var engine = _mlContext.Model.CreatePredictionEngine<ThreeKinds.Row, Prediction>(Chain());

        Assert.That(Leftovers.AliveNow(), Is.EqualTo(before));
    }

    // The key of the label comes first, as in a pipeline.
    private TransformerChain<NeuralTransformer> Chain()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(ThreeKinds.Rows);
        return new TransformerChain<NeuralTransformer>(
            _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(ThreeKinds.Row.Kind)).Fit(rows), _model);
    }

    private sealed class Prediction
    {
        public float[] Score { get; set; } = [];
    }
}
