// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The properties of fits and scores.</summary>
public abstract partial class EstimatorContract
{
    private const int Threads = 8;

    /// <summary>A prediction engine scores as a transform does.</summary>
    [Test]
    public void Rows_scored_one_by_one_agree_with_rows_scored_in_batches()
    {
        var mapper = _model.GetRowToRowMapper(_data.Schema);
        var scored = _model.Transform(_data);
        using var source = _data.GetRowCursor(mapper.GetDependencies(mapper.OutputSchema));
        using var row = mapper.GetRow(source, mapper.OutputSchema);
        using var batches = scored.GetRowCursor(scored.Schema);
        Assert.That(row.Schema, Is.SameAs(mapper.OutputSchema));
        var pairs = scored.Schema
            .Select(column => new CellPair(column.Index, Cell.Of(batches, column), Cell.Of(row, row.Schema[column.Index])))
            .ToList();
        var differences = new Differences();
        while (batches.MoveNext())
        {
            Assert.That(source.MoveNext());
            differences.Expect(row.Position == batches.Position, () => $"position {batches.Position} became {row.Position}");
            pairs.ForEach(pair => pair.Compare(batches, Tolerance.OneRow, differences));
        }

        differences.AssertNone("one by one");
    }

    /// <summary>Ids, order and values of the input come through, however rows are read ahead.</summary>
    [Test]
    public void Rows_of_the_input_are_passed_on_as_they_are() =>
        ViewComparison.Of(_model.Transform(_data), _data, _ => true, Tolerance.Exact).AssertNone("the input, as seen behind the model");

    /// <summary>The same seed, data and machine.</summary>
    [Test]
    public void The_same_seed_gives_the_same_model_to_the_bit()
    {
        var again = CreateEstimator(new MLContext(seed: 1)).Fit(_data);
        using (again as IDisposable)
        {
            ViewComparison.Of(_model.Transform(_data), again.Transform(_data), _ => true, Tolerance.Exact).AssertNone("trained anew");
        }
    }

    /// <summary>A second fit starts from nothing.</summary>
    [Test]
    public void Fitting_again_gives_the_same_model_and_leaves_the_first_one_as_it_was()
    {
        var before = Read(_model.Transform(_data));
        var again = _estimator.Fit(_data);
        using (again as IDisposable)
        {
            ViewComparison.Of(_model.Transform(_data), again.Transform(_data), _ => true, Tolerance.Exact).AssertNone("fitted again");
        }

        Assert.That(Read(_model.Transform(_data)), Is.EqualTo(before));
    }

    /// <summary>The data is only read.</summary>
    [Test]
    public void Fitting_and_scoring_do_not_change_the_data() =>
        ViewComparison.Of(CreateTrainingData(_mlContext), _data, _ => true, Tolerance.Exact).AssertNone("the data after fit and scores");

    /// <summary>The scores of a row depend on that row alone.</summary>
    [TestCase(1, 1)]
    [TestCase(7, 20)]
    [TestCase(90, 10)]
    public void A_part_of_the_rows_has_the_scores_that_it_has_among_all(int skip, int take)
    {
        IDataView Part(IDataView view) => _mlContext.Data.TakeRows(_mlContext.Data.SkipRows(view, skip), take);
        var ofAll = Part(_model.Transform(_data));

        ViewComparison.Of(ofAll, _model.Transform(Part(_data)), _ => true, Tolerance.OneRow).AssertNone("a part");
    }

    /// <summary>A view that says it cannot shuffle does not.</summary>
    [Test]
    public void Rows_are_shuffled_only_where_the_view_says_it_can()
    {
        var scored = _model.Transform(_data);
        using var plain = scored.GetRowCursor(scored.Schema);
        using var random = scored.GetRowCursor(scored.Schema, new Random(1));
        var (first, second) = (Read(plain), Read(random));

        Assert.That(second, Is.EquivalentTo(first));
        Assert.That(second.SequenceEqual(first), Is.EqualTo(!scored.CanShuffle));
    }

    /// <summary>Whoever stops early does not disturb others.</summary>
    [Test]
    public void Cursors_that_are_given_up_early_do_not_disturb_others()
    {
        var scored = _model.Transform(_data);
        var expected = Read(scored);
        using var lasting = scored.GetRowCursor(scored.Schema);
        Assert.That(lasting.MoveNext());
        for (var rows = 0; rows < 20; rows++)
        {
            using var given = scored.GetRowCursor(scored.Schema);
            for (var row = 0; row < rows; row++)
            {
                Assert.That(given.MoveNext());
            }
        }

        Assert.That(Read(lasting), Is.EqualTo(expected.Skip(1)));
    }

    /// <summary>One model for many threads.</summary>
    [Test]
    public void Many_threads_may_score_at_once()
    {
        var expected = Read(_loaded.Transform(_data));
        var results = new List<string>[Threads];
        Concurrently.Run(Threads, i => results[i] = Read(_loaded.Transform(_data)));

        Assert.That(results, Is.All.EqualTo(expected));
    }

    private static List<string> Read(IDataView view)
    {
        using var cursor = view.GetRowCursor(view.Schema);
        return Read(cursor);
    }

    /// <summary>The rows that a cursor has left, as texts.</summary>
    private static List<string> Read(DataViewRowCursor cursor)
    {
        var cells = cursor.Schema.Select(column => Cell.Of(cursor, column)).ToList();
        var rows = new List<string>();
        while (cursor.MoveNext())
        {
            rows.Add(string.Join(" | ", cells.Select(cell => CellValues.Text(cell.Read()))));
        }

        return rows;
    }
}
