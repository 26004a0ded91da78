// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>How far a scoring cursor reads ahead of its reader: by a batch, but never where that would disturb.</summary>
public sealed class LookAheadTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private NeuralTransformer _model = null!;
    private int _pulled;

    [OneTimeSetUp]
    public void Fit() => _model = SmallClassifier.Fit(_mlContext, SampleData.View(_mlContext));

    [OneTimeTearDown]
    public void Dispose() => _model.Dispose();

    [Test]
    public void Values_that_their_reader_owns_are_passed_on_row_by_row()
    {
        var scored = Scored(Enumerable.Range(0, 40).Select(i => new Pictured { Features = [i, -i, 0, 7], Picture = new Picture(i) }));
        using var cursor = scored.GetRowCursor(scored.Schema);
        var getPicture = cursor.GetGetter<Picture>(scored.Schema["Picture"]);
        var getScore = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
        Picture picture = null!;
        VBuffer<float> score = default;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            getPicture(ref picture);
            getScore(ref score);
            Assert.That(picture.Number, Is.EqualTo(row));
            Assert.That(picture.IsDisposed, Is.False, "somebody else read it too");
            Assert.That(_pulled, Is.LessThanOrEqualTo(row + 2), "rows are not read ahead");
            Assert.That(score.DenseValues().Sum(), Is.EqualTo(1).Within(1e-5));
            picture.Dispose();
        }

        Assert.That(_pulled, Is.EqualTo(40));
    }

    [Test]
    public void Scores_beside_such_values_are_those_of_a_batch()
    {
        var rows = SampleData.Rows(40).Select((row, i) => new Pictured { Features = [row.A, row.B, row.C, row.D], Picture = new Picture(i) });
        var scored = Scored(rows);
        var (beside, alone) = (new List<float[]>(), new List<float[]>());
        Read(scored, scored.Schema, beside);
        Read(scored, [scored.Schema["Score"]], alone);

        Assert.That(beside, Has.Count.EqualTo(40));
        Assert.That(beside.Zip(alone).All(pair => CellValues.Agree(pair.First, pair.Second, Tolerance.OneRow)));
    }

    [Test]
    public void Whoever_reads_one_row_waits_for_few()
    {
        var scored = Scored(Featureds(1000));
        using var cursor = scored.GetRowCursor(scored.Schema);
        Assert.That(cursor.MoveNext());

        Assert.That(_pulled, Is.InRange(2, 32));
    }

    [Test]
    public void Wide_columns_that_are_passed_on_are_not_piled_up()
    {
        const int Width = 1 << 20;
        var scored = Scored(Enumerable.Range(0, 8).Select(i => new Wide { Features = [i, -i, 0, 7], Pixels = new float[Width] }));
        using var cursor = scored.GetRowCursor(scored.Schema);
        Assert.That(cursor.MoveNext());

        Assert.That(_pulled, Is.LessThanOrEqualTo(2), "a million numbers a row: no room for a second one");
    }

    [Test]
    public void Scores_of_very_many_classes_are_not_piled_up()
    {
        const int Classes = 1 << 18;
        var schema = SchemaDefinition.Create(typeof(TestRow));
        schema[nameof(TestRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1);
        schema[nameof(TestRow.Label)].ColumnType = new KeyDataViewType(typeof(uint), Classes);
        var training = _mlContext.Data.LoadFromEnumerable([TestRows.Row(0, 1), TestRows.Row(1, 2)], schema);
        using var model = _mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Builder = new LinearBuilder(), Epochs = 0, Seed = 1 }).Fit(training);
        _pulled = 0;
        var scored = model.Transform(_mlContext.Data.LoadFromEnumerable(Counted(Enumerable.Range(0, 40).Select(i => TestRows.Row(0, i))), schema));
        using var cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        Assert.That(cursor.MoveNext());

        Assert.That(_pulled, Is.LessThanOrEqualTo(4), "a quarter of a million numbers a row: no room for more");
    }

    [Test]
    public void The_error_of_a_row_is_for_who_asks_for_it()
    {
        var training = TableRows.Make().ToView(_mlContext);
        using var model = _mlContext.FluxTrainers.NeuralRegressor(TableRows.Regressor with { Epochs = 1 }).Fit(training);
        var rows = TableRows.Make(20);
        rows[10].City = "Atlantis";
        var scored = model.Transform(rows.ToView(_mlContext));
        using var cursor = scored.GetRowCursor(scored.Schema);
        var getScore = cursor.GetGetter<float>(scored.Schema["Score"]);
        var scores = new List<float>();
        void ReadAll()
        {
            float score = 0;
            while (cursor.MoveNext())
            {
                getScore(ref score);
                scores.Add(score);
            }
        }

        Assert.That(_mlContext.Data.TakeRows(scored, 3).GetColumn<float>("Score").ToArray(), Has.Length.EqualTo(3));
        Assert.That(ReadAll, Throws.InvalidOperationException.With.Message.Contains("'Atlantis'").And.Message.Contains("in row 10"));
        Assert.That(scores, Is.EqualTo(model.Scores(rows.Take(10).ToView(_mlContext))).AsCollection);
        Assert.That(() => cursor.MoveNext(), Throws.InvalidOperationException.With.Message.Contains("in row 10"));
    }

    private static IEnumerable<Featured> Featureds(int count) =>
        Enumerable.Range(0, count).Select(i => new Featured { Features = [i, -i, 0, 7] });

    private IDataView Scored<TRow>(IEnumerable<TRow> rows)
        where TRow : class
    {
        _pulled = 0;
        return _model.Transform(_mlContext.Data.LoadFromEnumerable(Counted(rows)));
    }

    private IEnumerable<TRow> Counted<TRow>(IEnumerable<TRow> rows)
    {
        foreach (var row in rows)
        {
            _pulled++;
            yield return row;
        }
    }

    private static void Read(IDataView view, IEnumerable<DataViewSchema.Column> columns, List<float[]> scores)
    {
        using var cursor = view.GetRowCursor(columns);
        var score = Cell.Of(cursor, view.Schema["Score"]);
        while (cursor.MoveNext())
        {
            scores.Add((float[])score.Read()!);
        }
    }
}
