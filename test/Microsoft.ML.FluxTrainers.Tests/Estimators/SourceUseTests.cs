// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What fits and scored views ask of the data that they read.</summary>
public sealed class SourceUseTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private WatchedView _source = null!;
    private NeuralTransformer _model = null!;

    [SetUp]
    public void Fit()
    {
        _source = new WatchedView(SampleData.View(_mlContext));
        _model = SmallClassifier.Fit(_mlContext, _source);
    }

    [TearDown]
    public void Dispose() => _model.Dispose();

    [Test]
    public void A_fit_reads_features_and_label_once()
    {
        Assert.That((_source.Passes, _source.Open), Is.EqualTo((1, 0)));
        Assert.That(_source.Columns, Is.EquivalentTo(new[] { "Features", "Label" }));
    }

    [Test]
    public void Scores_need_one_pass_over_the_features_and_what_is_passed_on()
    {
        var scored = _model.Transform(Fresh());
        using (var cursor = scored.GetRowCursor([scored.Schema["Score"], scored.Schema["Note"]]))
        {
            while (cursor.MoveNext())
            {
            }
        }

        Assert.That((_source.Passes, _source.Open), Is.EqualTo((1, 0)));
        Assert.That(_source.Columns, Is.EquivalentTo(new[] { "Features", "Note" }));
    }

    [Test]
    public void Columns_that_are_only_passed_on_need_no_features()
    {
        var scored = _model.Transform(Fresh());
        using var cursor = scored.GetRowCursor([scored.Schema["Note"]]);

        Assert.That(_source.Columns, Is.EqualTo(new[] { "Note" }));
    }

    [Test]
    public void Cursors_given_up_early_close_the_source()
    {
        var scored = _model.Transform(Fresh());
        foreach (var cursor in scored.GetRowCursorSet(scored.Schema, 3).Append(scored.GetRowCursor(scored.Schema)))
        {
            Assert.That(cursor.MoveNext());
            cursor.Dispose();
        }

        Assert.That((_source.Passes, _source.Open), Is.EqualTo((4, 0)));
    }

    [Test]
    public void Cursors_refused_after_dispose_close_the_source()
    {
        var scored = _model.Transform(Fresh());
        _model.Dispose();

        Assert.That(() => scored.GetRowCursor(scored.Schema), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => scored.GetRowCursorSet(scored.Schema, 3), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(_source.Open, Is.Zero);
    }

    [Test]
    public void A_fit_that_fails_closes_the_source()
    {
        var rows = SampleData.Rows();
        rows[30].A = float.NaN;
        var source = new WatchedView(SampleData.View(_mlContext, rows: rows));

        Assert.That(
            () => SmallClassifier.Fit(_mlContext, source),
            Throws.InvalidOperationException.With.Message.Contains("'Features', slot 0 ('A'), holds NaN in row 30"));
        Assert.That(source.Open, Is.Zero);
    }

    private WatchedView Fresh() => _source = new WatchedView(SampleData.View(_mlContext));
}
