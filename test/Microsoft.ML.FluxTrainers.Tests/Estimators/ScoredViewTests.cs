// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Scored views under whatever ML.NET does with views. The scores expected are those of a plain pass.</summary>
public sealed class ScoredViewTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private IDataView _data = null!;
    private NeuralTransformer _model = null!;
    private Dictionary<long, float[]> _expected = null!;

    [OneTimeSetUp]
    public void Fit()
    {
        _data = SampleData.View(_mlContext, rows: SampleData.Rows(700));
        _model = SmallClassifier.Fit(_mlContext, _mlContext.Data.TakeRows(_data, 150));
        _expected = SmallClassifier.Scores(_mlContext, _model.Transform(_data));
    }

    [OneTimeTearDown]
    public void Dispose() => _model.Dispose();

    [Test]
    public void Shuffled_rows_keep_their_scores()
    {
        AssertRows(_model.Transform(_mlContext.Data.ShuffleRows(_data, seed: 1)), 700);
        AssertRows(_mlContext.Data.ShuffleRows(_model.Transform(_data), seed: 1), 700);
        AssertRows(_mlContext.Data.ShuffleRows(_model.Transform(_mlContext.Data.ShuffleRows(_data, seed: 1)), seed: 2), 700);
    }

    [Test]
    public void Filtered_rows_keep_their_scores()
    {
        var kept = SampleData.Rows(700).Count(row => row.A is >= 0.1f and < 3);
        Assert.That(kept, Is.InRange(100, 600));

        AssertRows(_model.Transform(_mlContext.Data.FilterRowsByColumn(_data, "A", 0.1, 3)), kept);
        AssertRows(_mlContext.Data.FilterRowsByColumn(_model.Transform(_data), "A", 0.1, 3), kept);
    }

    [Test]
    public void Cached_rows_keep_their_scores()
    {
        AssertRows(_model.Transform(_mlContext.Data.Cache(_data)), 700);
        var cached = _mlContext.Data.Cache(_model.Transform(_data));
        AssertRows(cached, 700);
        AssertRows(cached, 700);
    }

    [Test]
    public void Skipped_and_taken_rows_keep_their_scores()
    {
        AssertRows(_mlContext.Data.TakeRows(_mlContext.Data.SkipRows(_model.Transform(_data), 300), 33), 33);
        AssertRows(_model.Transform(_mlContext.Data.TakeRows(_mlContext.Data.SkipRows(_data, 300), 33)), 33);
    }

    [Test]
    public void Rows_drawn_again_and_again_keep_their_scores()
    {
        var drawn = SmallClassifier.Rows(_mlContext, _model.Transform(_mlContext.Data.BootstrapSample(_data, seed: 1)));

        Assert.That(drawn, Has.Count.InRange(500, 900));
        Assert.That(drawn.Select(row => row.Score), Is.EqualTo(drawn.Select(row => _expected[row.Row])).Using<float[]>(Near));
    }

    [Test]
    public void Several_consumers_share_the_rows_of_a_cursor_set([Values(1, 4)] int wanted, [Values] bool shuffle)
    {
        var scored = _model.Transform(_mlContext.Data.Cache(_data));
        var cursors = scored.GetRowCursorSet(scored.Schema, wanted, shuffle ? new Random(1) : null);
        var found = cursors.Select(_ => new List<ScoredSample>()).ToList();
        Concurrently.Run(cursors.Length, i => Drain(cursors[i], found[i]));

        Assert.That(cursors, Has.Length.EqualTo(wanted));
        AssertRows(found.SelectMany(rows => rows), 700);
    }

    [Test]
    public void A_transform_that_reads_in_parallel_keeps_the_order()
    {
        var scored = _model.Transform(_mlContext.Data.Cache(_data));
        var mapped = _mlContext.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel").Fit(scored).Transform(scored);

        var rows = SmallClassifier.Rows(_mlContext, mapped);

        Assert.That(rows.Select(row => row.Row), Is.EqualTo(Enumerable.Range(0, 700)));
        AssertRows(rows, 700);
    }

    [Test]
    public void Two_cursors_in_step_do_not_disturb_each_other()
    {
        var scored = _model.Transform(_data);
        using var every = scored.GetRowCursor(scored.Schema);
        using var second = scored.GetRowCursor(scored.Schema);
        var (left, right) = (new RowOf(every), new RowOf(second));
        for (var row = 0; row < 350; row++)
        {
            Assert.That(every.MoveNext() && second.MoveNext() && second.MoveNext());
            var (a, b) = (left.Read(), right.Read());
            Assert.That((a.Row, b.Row), Is.EqualTo((row, (2 * row) + 1)));
            AssertRows([a], 1);
            AssertRows([b], 1);
        }

        Assert.That(second.MoveNext(), Is.False);
        Assert.That(every.MoveNext(), Is.True);
    }

    [Test]
    public void A_column_that_was_not_asked_for_is_refused()
    {
        var scored = _model.Transform(_data);
        using var cursor = scored.GetRowCursor([scored.Schema["Note"]]);

        Assert.That(cursor.IsColumnActive(scored.Schema["Score"]), Is.False);
        Assert.That(
            () => cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]),
            Throws.InvalidOperationException.With.Message.Contains("'Score' was not among the columns asked for"));
    }

    [Test]
    public void A_column_read_as_another_type_is_refused()
    {
        var scored = _model.Transform(_data);
        using var cursor = scored.GetRowCursor(scored.Schema);

        Assert.That(
            () => cursor.GetGetter<float>(scored.Schema["Score"]),
            Throws.InvalidOperationException.With.Message.Contains("Column 'Score' holds Vector<Single, 3>"));
        Assert.That(() => cursor.GetGetter<int>(scored.Schema["Note"]), Throws.InvalidOperationException);
    }

    [Test]
    public void A_cursor_that_is_disposed_gives_no_more_rows()
    {
        var scored = _model.Transform(_data);
        var cursor = scored.GetRowCursor(scored.Schema);
        Assert.That(cursor.MoveNext());
        cursor.Dispose();
        cursor.Dispose();

        Assert.That(cursor.MoveNext(), Is.False);
        Assert.That(cursor.Position, Is.EqualTo(-1));
    }

    [Test]
    public void Nothing_is_scored_where_no_score_is_asked_for()
    {
        var pulled = 0;
        var counted = _mlContext.Data.LoadFromEnumerable(SampleData.Rows(40).Select(row =>
        {
            pulled++;
            return row;
        }));
        var scored = _model.Transform(_mlContext.Transforms.Concatenate("Features", "A", "B", "C", "D").Fit(_data).Transform(counted));
        using var cursor = scored.GetRowCursor([scored.Schema["Note"]]);
        Assert.That(cursor.MoveNext());

        Assert.That(pulled, Is.LessThanOrEqualTo(2), "rows are read ahead to score them in batches, and only then");
    }

    [Test]
    public void A_missing_feature_gives_missing_scores_and_no_label()
    {
        var rows = SampleData.Rows(40);
        rows[20].A = float.NaN;
        var scored = _model.Transform(SampleData.View(_mlContext, rows: rows));
        using var cursor = scored.GetRowCursor(scored.Schema);
        var label = cursor.GetGetter<uint>(scored.Schema["PredictedLabel"]);
        uint key = 0;
        var reader = new RowOf(cursor);
        while (cursor.MoveNext())
        {
            label(ref key);
            Assert.That(key == 0, Is.EqualTo(cursor.Position == 20), $"row {cursor.Position}");
            Assert.That(reader.Read().Score.All(float.IsNaN), Is.EqualTo(cursor.Position == 20), $"row {cursor.Position}");
        }
    }

    private static void Drain(DataViewRowCursor cursor, List<ScoredSample> rows)
    {
        using (cursor)
        {
            var row = new RowOf(cursor);
            while (cursor.MoveNext())
            {
                rows.Add(row.Read());
            }
        }
    }

    private void AssertRows(IDataView scored, int count) => AssertRows(SmallClassifier.Rows(_mlContext, scored), count);

    private void AssertRows(IEnumerable<ScoredSample> rows, int count)
    {
        var found = rows.ToList();
        Assert.That(found.Select(row => row.Row), Is.Unique);
        Assert.That(found, Has.Count.EqualTo(count));
        foreach (var row in found)
        {
            Assert.That(row.Note, Is.EqualTo($"row {row.Row}"));
            Assert.That(Near(row.Score, _expected[row.Row]), $"row {row.Row}: {CellValues.Text(row.Score)}");
        }
    }

    private static bool Near(float[] left, float[] right) => CellValues.Agree(left, right, Tolerance.OneRow);
}
