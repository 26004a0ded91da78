// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ResamplingTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    // The cases of MLJBase's own tests, rows counted from 0.
    [Test]
    public void KFold_cuts_stretches_as_MLJ_does() => Assert.That(
        Tests(new KFold { Shuffle = false }, 24), Is.EqualTo(new[] { "0-4", "5-9", "10-14", "15-19", "20-23" }));

    [Test]
    public void TimeSeriesSplit_cuts_as_MLJ_does()
    {
        Assert.That(Tests(new TimeSeriesSplit(3), 10), Is.EqualTo(new[] { "4-5", "6-7", "8-9" }));
        Assert.That(Trains(new TimeSeriesSplit(3), 10), Is.EqualTo(new[] { "0-3", "0-5", "0-7" }));
    }

    [Test]
    public void StratifiedKFold_deals_as_MLJ_does() => Assert.That(
        new StratifiedKFold(3) { Shuffle = false }.Split(Rows("bcabbbcccaaa")).Select(fold => fold.TestRows),
        Is.EqualTo(new[] { new[] { 0, 5, 7, 9 }, [1, 3, 8, 10], [2, 4, 6, 11] }));

    [TestCase("cabcccaaabbb")]
    [TestCase("xyzxxxyyyzzz")]
    public void StratifiedKFold_does_not_look_at_names(string labels) => Assert.That(
        new StratifiedKFold(3).Split(Rows(labels), 7).Select(fold => fold.TestRows),
        Is.EqualTo(new StratifiedKFold(3).Split(Rows("bcabbbcccaaa"), 7).Select(fold => fold.TestRows)));

    // Rows 8 to 2, counted from 1, of a b c a b c a b c: the case of MLJ with rows in another order.
    [Test]
    public void Dealing_follows_the_order_of_the_rows() => Assert.That(
        Strata.Deal([7, 6, 5, 4, 3, 2, 1], [0, 1, 2, 0, 1, 2, 0, 1, 2], 3), Is.EqualTo(new[] { 0, 0, 2, 1, 1, 0, 2 }));

    // scikit-learn 1.2: TimeSeriesSplit(3, gap=1, max_train_size=3)
    [Test]
    public void TimeSeriesSplit_leaves_a_gap_and_slides_its_window() => Assert.That(
        Trains(new TimeSeriesSplit(3) { Gap = 1, MaxTrainRows = 3 }, 10), Is.EqualTo(new[] { "0-2", "2-4", "4-6" }));

    // Sizes 6 4 3 2 1: c goes to fold 0, b to 1, e to 2, a to 2 and d to 1.
    [Test]
    public void GroupKFold_gives_the_largest_group_to_the_smallest_part()
    {
        var folds = new GroupKFold("Label", 3).Split(Rows("aabbbbccccccdeee"));

        Assert.That(folds.Select(fold => fold.TestRows), Is.EqualTo(new[] { new[] { 6, 7, 8, 9, 10, 11 }, [2, 3, 4, 5, 12], [0, 1, 13, 14, 15] }));
    }

    [Test]
    public void A_group_is_never_on_both_sides([Values] bool shuffle)
    {
        var labels = string.Concat(Enumerable.Range(0, 60).Select(i => (char)('a' + (i * i % 13))));
        foreach (var fold in new GroupKFold("Label", 4) { Shuffle = shuffle }.Split(Rows(labels), 3))
        {
            Assert.That(fold.TestRows.Select(row => labels[(int)row]).Intersect(fold.TrainRows.Select(row => labels[(int)row])), Is.Empty);
        }
    }

    private static IEnumerable<Resampling> All() =>
    [
        new Holdout(), new Holdout(0.5) { StratifyColumnName = "Label" }, new KFold(), new StratifiedKFold(4), new GroupKFold("Label", 3) { Shuffle = true }, new KFold(3).Repeat(3),
    ];

    [TestCaseSource(nameof(All))]
    public void Each_row_is_trained_on_or_tested_and_the_seed_decides(Resampling resampling)
    {
        var rows = Rows("abcdabcaabbbcaadeecb");
        var folds = resampling.Split(rows, 5);

        foreach (var fold in folds)
        {
            Assert.That(fold.TrainRows.Concat(fold.TestRows), Is.EquivalentTo(Enumerable.Range(0, 20)));
            Assert.That(fold.TrainRows, Is.Ordered);
            Assert.That(Numbers(fold.Train), Is.EqualTo(fold.TrainRows));
            Assert.That(Numbers(fold.Test), Is.EqualTo(fold.TestRows));
            Assert.That(fold.Train.GetRowCount(), Is.EqualTo(fold.TrainRows.Count));
        }

        Assert.That(folds.Select(fold => fold.Index), Is.EqualTo(Enumerable.Range(0, folds.Count)));
        Assert.That(resampling.Split(rows, 5).Select(fold => fold.TestRows), Is.EqualTo(folds.Select(fold => fold.TestRows)));
        Assert.That(resampling.Split(rows, 6).Select(fold => fold.TestRows), Is.Not.EqualTo(folds.Select(fold => fold.TestRows)));
    }

    [Test]
    public void Each_row_is_tested_once_a_repetition()
    {
        var folds = new StratifiedKFold(5).Repeat(2).Split(Rows("abcdabcaabbbcaadeecb"), 1);

        Assert.That(folds.Select(fold => fold.Repeat), Is.EqualTo(new[] { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 }));
        Assert.That(folds.Take(5).SelectMany(fold => fold.TestRows), Is.EquivalentTo(Enumerable.Range(0, 20)));
        Assert.That(folds.Skip(5).SelectMany(fold => fold.TestRows), Is.EquivalentTo(Enumerable.Range(0, 20)));
        Assert.That(folds[0].TestRows, Is.Not.EqualTo(folds[5].TestRows));
        Assert.That(folds[0].TestRows, Is.EqualTo(new StratifiedKFold(5).Split(Rows("abcdabcaabbbcaadeecb"), 1)[0].TestRows));
    }

    [Test]
    public void A_stratified_holdout_has_each_class_share()
    {
        var labels = new string('a', 40) + new string('b', 20) + new string('c', 10);
        var fold = new Holdout(0.7) { StratifyColumnName = "Label" }.Split(Rows(labels), 3)[0];

        Assert.That(fold.TrainRows.CountBy(row => labels[(int)row]).ToDictionary(), Is.EqualTo(new Dictionary<char, int> { ['a'] = 28, ['b'] = 14, ['c'] = 7 }));
        Assert.That(Trains(new Holdout { Shuffle = false }, 10), Is.EqualTo(new[] { "0-6" }));
    }

    [TestCase("aabbccddeeff", "abcdef")]
    [TestCase("aabbbccddeeff", "abbcdef")]
    [TestCase("abcd", "ac")]
    [TestCase("aaabbbccc", "aabcc")]
    public void Half_of_each_class_is_on_either_side(string labels, string trained)
    {
        var fold = new Holdout(0.5) { StratifyColumnName = "Label", Shuffle = false }.Split(Rows(labels))[0];

        Assert.That(string.Concat(fold.TrainRows.Select(row => labels[(int)row])), Is.EqualTo(trained));
    }

    [TestCase("abcde", "0-2")]
    [TestCase("abcdefg", "0-3")]
    public void Half_a_row_is_one_to_train_on(string labels, string trained) =>
        Assert.That(Trains(new Holdout(0.5) { Shuffle = false }, labels.Length), Is.EqualTo(new[] { trained }));

    [Test]
    public void Rows_of_your_own()
    {
        var fold = Resampling.From(([1, 1, 0], [3]), ([2], [2, 0])).Split(Rows("abcd"))[0];

        Assert.That(Numbers(fold.Train), Is.EqualTo(new[] { 0, 1, 1 }));
        Assert.That(new InSample().Split(Rows("abc"))[0].TestRows, Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void They_are_values_and_have_JSON()
    {
        var (one, same, other) = (Resampling.From(([0, 1], [2])), Resampling.From(([0, 1], [2])), Resampling.From(([0], [2])));

        Assert.That(one, Is.EqualTo(same).And.Not.EqualTo(other));
        foreach (var resampling in All().Append(Resampling.From(([0, 1], [2]))).Append(new TimeSeriesSplit { Gap = 2 }))
        {
            Assert.That(OptionsJson.Read<Resampling>(OptionsJson.Write(resampling), new NamedOptions("")), Is.EqualTo(resampling));
        }
    }

    [Test]
    public void Errors_say_what_is_missing()
    {
        Assert.That(() => new KFold(5).Split(Rows("abc")), Throws.InvalidOperationException.With.Message.EqualTo("KFold { Folds = 5, Shuffle = True } needs at least 5 rows, but the data has 3."));
        Assert.That(() => new GroupKFold("Label", 3).Split(Rows("aabb")), Throws.InvalidOperationException.With.Message.Contains("needs at least 3 groups (different values of column 'Label'), but the data has 2."));
        Assert.That(() => new StratifiedKFold { LabelColumnName = "Class" }.Split(Rows("abcdef")), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("There is no column 'Class' to split by. The data has: Label, Number."));
        Assert.That(() => Resampling.From(([0], [4])).Split(Rows("abc")), Throws.InvalidOperationException.With.Message.EqualTo("Fold 0 names row 4, but the data has 3 rows, counted from 0."));
        Assert.That(() => Resampling.From(([], [4])), Throws.ArgumentException);
        Assert.That(() => new TimeSeriesSplit().Repeat(2), Throws.ArgumentException.With.Message.Contains("gives the same folds each time"));
        Assert.That(() => new Holdout(1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Holdout(0.99).Split(Rows("abc")), Throws.InvalidOperationException.With.Message.Contains("leaves no row to test on"));
        Assert.That(() => new TimeSeriesSplit { Gap = int.MaxValue }.Split(Rows("abcdef")), Throws.InvalidOperationException.With.Message.Contains("needs at least 2147483648 rows before the first tested one, but the data has 1"));
        Assert.That(() => new TimeSeriesSplit(2) { Gap = 2 }.Split(Rows("abcdef")), Throws.InvalidOperationException.With.Message.Contains("needs at least 3 rows before the first tested one, but the data has 2"));
    }

    // A filter tells no number of rows, and has its own order of reading.
    [Test]
    public void Views_are_split_whatever_they_are()
    {
        var filtered = _mlContext.Data.FilterRowsByColumn(Rows("abcdefghij"), "Number", lowerBound: 2);
        var folds = new KFold(4) { Shuffle = false }.Split(filtered);

        Assert.That(Numbers(folds[1].Test), Is.EqualTo(new[] { 4, 5 }));
        Assert.That(folds[1].TestRows, Is.EqualTo(new[] { 2, 3 }));
    }

    [Test]
    public void A_selection_has_ids_places_and_one_cursor()
    {
        var selection = new RowSelection(Rows("abcdef"), RowNumbers.Of([5, 1, 1, 3]));
        Assert.That(selection.CanShuffle, Is.False);
        Assert.That(selection.GetRowCursorSet(selection.Schema, 4), Has.Length.EqualTo(1));
        using var cursor = selection.GetRowCursor(selection.Schema, new Random(1));
        var id = cursor.GetIdGetter();
        var ids = new List<DataViewRowId>();
        Assert.That(cursor.Position, Is.EqualTo(-1));
        for (var at = 0; at < 4; at++)
        {
            Assert.That(cursor.MoveNext(), Is.True);
            Assert.That(cursor.Position, Is.EqualTo(at));
            DataViewRowId one = default;
            id(ref one);
            ids.Add(one);
        }

        Assert.That(cursor.MoveNext(), Is.False);
        Assert.That(cursor.MoveNext(), Is.False);
        Assert.That(cursor.Position, Is.EqualTo(-1));
        Assert.That(ids, Is.Unique);
        Assert.That(ids[0], Is.EqualTo(new DataViewRowId(1, 0)), "a row that comes once keeps its id");
    }

    [Test]
    public void A_source_that_has_lost_rows_is_found_out()
    {
        var rows = new List<SplitRow> { new(), new(), new(), new() };
        var fold = new KFold(2) { Shuffle = false }.Split(_mlContext.Data.LoadFromEnumerable(rows.Where(_ => true)))[1];
        rows.RemoveAt(0);

        Assert.That(() => Numbers(fold.Test), Throws.InvalidOperationException.With.Message.StartsWith("The data ended after 3 rows, but row 3 was selected."));
    }

    private static IDataView Rows(string labels) => SplitRow.Rows(_mlContext, labels);

    private static float[] Numbers(IDataView view) => [.. view.GetColumn<float>("Number")];

    private static IEnumerable<string> Tests(Resampling resampling, int rows) => resampling.Split(Rows(new string('a', rows))).Select(fold => Range(fold.TestRows));

    private static IEnumerable<string> Trains(Resampling resampling, int rows) => resampling.Split(Rows(new string('a', rows))).Select(fold => Range(fold.TrainRows));

    private static string Range(IReadOnlyList<long> rows)
    {
        Assert.That(rows, Is.EqualTo(Enumerable.Range((int)rows[0], rows.Count)));
        return $"{rows[0]}-{rows[^1]}";
    }
}
