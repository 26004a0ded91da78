// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The properties of saved and loaded models.</summary>
public abstract partial class EstimatorContract
{
    /// <summary>P4.</summary>
    [Test]
    public void P4_The_schema_saved_with_the_model_comes_back() =>
        SchemaComparison.Of(_data.Schema, _loadedSchema).AssertNone("the schema saved with the model");

    /// <summary>P8, all columns at once.</summary>
    [Test]
    public void P8a_The_loaded_model_gives_the_same_rows() => AssertLoadedAgrees(_ => true);

    /// <summary>P8, every other column.</summary>
    [Test]
    public void P8b_The_loaded_model_gives_the_same_rows_read_by_even_columns() =>
        AssertLoadedAgrees(column => column.Index % 2 == 0);

    /// <summary>P8, the other ones.</summary>
    [Test]
    public void P8c_The_loaded_model_gives_the_same_rows_read_by_odd_columns() =>
        AssertLoadedAgrees(column => column.Index % 2 == 1);

    /// <summary>P8, a cursor for each column.</summary>
    [Test]
    public void P8d_The_loaded_model_gives_the_same_rows_read_by_one_cursor_a_column()
    {
        foreach (var (name, data) in Scorable())
        {
            ViewComparison.ColumnByColumn(_model.Transform(data), _loaded.Transform(data), Tolerance.Loaded).AssertNone(name);
        }
    }

    /// <summary>P11.</summary>
    [Test]
    public void P11_Models_can_be_disposed_twice_and_refuse_work_after_it()
    {
        var model = _estimator.Fit(_data);
        var (loaded, _) = SaveAndLoad(model, _data.Schema);
        foreach (var each in new[] { model, loaded })
        {
            var view = each.Transform(_data);
            Assert.That(each, Is.InstanceOf<IDisposable>());
            ((IDisposable)each).Dispose();
            Assert.That(((IDisposable)each).Dispose, Throws.Nothing);
            Assert.That(() => each.Transform(_data), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => view.GetRowCursor(view.Schema), Throws.TypeOf<ObjectDisposedException>());
        }
    }

    /// <summary>A disposed model can no longer score, but can still be saved: it is all in managed memory.</summary>
    [Test]
    public void A_model_loaded_from_a_loaded_model_is_the_same_again()
    {
        var (again, schema) = SaveAndLoad(_loaded, _loadedSchema);
        using (again as IDisposable)
        {
            SchemaComparison.Of(_loadedSchema, schema).AssertNone("the schema saved twice");
            ViewComparison.Of(_loaded.Transform(_data), again.Transform(_data), _ => true, Tolerance.Exact)
                .AssertNone("the model saved twice");
        }
    }

    /// <summary>Scored data can be kept in ML.NET's own binary files.</summary>
    [Test]
    public void Scored_data_survives_a_binary_file()
    {
        var scored = _model.Transform(_data);
        var path = Path.Combine(Path.GetTempPath(), $"contract-{Guid.NewGuid():N}.idv");
        try
        {
            using (var stream = File.Create(path))
            {
                _mlContext.Data.SaveAsBinary(scored, stream);
            }

            var read = _mlContext.Data.LoadFromBinary(path);
            using var cursor = read.GetRowCursor(read.Schema);
            using var expected = scored.GetRowCursor(scored.Schema);
            var pairs = read.Schema
                .Select(column => new CellPair(scored.Schema[column.Name].Index, Cell.Of(expected, scored.Schema[column.Name]), Cell.Of(cursor, column)))
                .ToList();
            var differences = new Differences();
            while (expected.MoveNext())
            {
                Assert.That(cursor.MoveNext(), $"row {expected.Position} is missing");
                pairs.ForEach(pair => pair.Compare(expected, Tolerance.Exact, differences));
            }

            differences.AssertNone("the file");
            Assert.That(read.Schema.Select(column => column.Name), Is.SupersetOf(AddedColumns(scored).Select(column => column.Name)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private IEnumerable<DataViewSchema.Column> AddedColumns(IDataView scored) => scored.Schema.Skip(_data.Schema.Count);

    private void AssertLoadedAgrees(Func<DataViewSchema.Column, bool> wanted)
    {
        foreach (var (name, data) in Scorable())
        {
            ViewComparison.Of(_model.Transform(data), _loaded.Transform(data), wanted, Tolerance.Loaded).AssertNone(name);
        }
    }
}
