// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class BalancedTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    private IEstimator<ITransformer> Classifier => _mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Builder = new MlpBuilder(4), Epochs = 5 });

    [Test]
    public void The_data_is_what_the_tests_take_it_for() => Assert.That(Counts(Rare.View(_mlContext)), Is.EqualTo(new[] { 60, 12, 5 }));

    // Ratio: a class's rows over those of the most frequent one (over), or the rarest one's over a class's (under).
    [TestCase(1.0, new[] { 60, 60, 60 }, new[] { 5, 5, 5 })]
    [TestCase(0.5, new[] { 60, 30, 30 }, new[] { 10, 10, 5 })]
    [TestCase(0.1, new[] { 60, 12, 6 }, new[] { 50, 12, 5 })]
    public void Classes_get_as_many_rows_as_the_ratio_says(double ratio, int[] over, int[] under)
    {
        Assert.That(Counts(Balanced(new Oversampling { Ratio = ratio })), Is.EqualTo(over));
        Assert.That(Counts(Balanced(new Undersampling { Ratio = ratio })), Is.EqualTo(under));
        Assert.That(Counts(Balanced(new SmoteSampling { Ratio = ratio })), Is.EqualTo(over));
    }

    [Test]
    public void Repeated_rows_are_repeated_equally_often()
    {
        var repeats = Balanced(Balancing.Oversample).GetColumn<float>("Id").CountBy(id => id).ToDictionary();

        // 60 rows for 60, for 12 and for 5.
        Assert.That(repeats, Has.Count.EqualTo(77));
        Assert.That(Rare.Rows.Select(row => repeats[row.Id]), Is.EqualTo(Rare.Rows.Select(row => row.Kind switch { "kind 0" => 1, "kind 1" => 5, _ => 12 })));
    }

    [Test]
    public void No_row_is_left_out_more_than_is_needed()
    {
        var ids = Balanced(Balancing.Undersample).GetColumn<float>("Id").ToList();

        Assert.That(ids, Is.Unique.And.Ordered);
        Assert.That(ids, Is.SupersetOf(Rare.Rows.Where(row => row.Kind == "kind 2").Select(row => row.Id)));
    }

    [Test]
    public void A_new_row_lies_between_its_row_and_one_of_its_nearest_neighbors()
    {
        var made = _mlContext.Data.CreateEnumerable<Rare>(Balanced(Balancing.Smote(neighbors: 2)), reuseRowObject: false).ToList();
        var fresh = made.Where(row => !row.Features.SequenceEqual(Rare.Rows[(int)row.Id].Features)).ToList();

        Assert.That(fresh, Has.Count.EqualTo((60 - 12) + (60 - 5)));
        foreach (var row in fresh)
        {
            var seed = Rare.Rows[(int)row.Id];
            var nearest = Rare.Rows.Where(other => other.Kind == seed.Kind && other != seed).OrderBy(other => Distance(other, seed)).Take(2);
            Assert.That(row.Kind, Is.EqualTo(seed.Kind));
            // On the line between two points, the ways to both add up to the way between them.
            Assert.That(nearest.Min(other => Distance(seed, row) + Distance(row, other) - Distance(seed, other)), Is.EqualTo(0).Within(1e-5));
        }
    }

    [Test]
    public void Smote_needs_finite_features()
    {
        var rows = Rare.Rows.Select(row => row.Kind == "kind 1" && row.Id > 20 ? new Rare { Id = row.Id, Kind = row.Kind, Features = [1, float.NaN] } : row);
        var data = _mlContext.Data.LoadFromEnumerable(rows);

        Assert.That(
            () => _mlContext.FluxTrainers.Balanced(Classifier, Balancing.Smote(), nameof(Rare.Kind)).Balance(data),
            Throws.InvalidOperationException.With.Message.StartsWith("Row 23 has NaN in slot 1 of column 'Features'"));
    }

    [Test]
    public void A_class_of_one_row_is_repeated()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Rare.Rows.Where(row => row.Kind != "kind 2" || row.Id == 14));
        var made = _mlContext.FluxTrainers.Balanced(Classifier, Balancing.Smote(), nameof(Rare.Kind)).Balance(data);

        Assert.That(made.GetColumn<float>("Id").Count(id => id == 14), Is.EqualTo(60));
        Assert.That(_mlContext.Data.CreateEnumerable<Rare>(made, false).Where(row => row.Id == 14).Select(row => row.Features), Is.All.EqualTo(Rare.Rows[14].Features));
    }

    [Test]
    public void Rows_read_again_and_by_other_columns_are_the_same()
    {
        var view = Balanced(Balancing.Smote());

        ViewComparison.ColumnByColumn(view, view, Tolerance.Exact).AssertNone("another reading");
        Assert.That(view.GetRowCount(), Is.EqualTo(180));
        Assert.That(Ids(view), Is.Unique);
    }

    [Test]
    public void Equal_seeds_give_equal_rows()
    {
        var first = Fingerprint(3);

        Assert.That(Fingerprint(3), Is.EqualTo(first));
        Assert.That(Fingerprint(4), Is.Not.EqualTo(first));
    }

    [TestCase(nameof(Rare.Kind))]
    [TestCase(nameof(Rare.IsRare))]
    [TestCase("Label")]
    public void Classes_may_be_texts_keys_and_Booleans(string label)
    {
        var view = _mlContext.FluxTrainers.Balanced(Classifier, Balancing.Oversample, label).Balance(Rare.View(_mlContext));

        Assert.That(view.GetRowCount(), Is.EqualTo(label == nameof(Rare.IsRare) ? 120 : 180));
    }

    [Test]
    public void Rows_are_scored_as_they_are()
    {
        var data = Rare.View(_mlContext);
        var balanced = _mlContext.FluxTrainers.Balanced(Classifier, Balancing.Smote());
        using var model = (NeuralTransformer)balanced.Fit(data);

        Assert.That(model.Transform(data).GetColumn<float>("Id"), Is.EqualTo(Rare.Rows.Select(row => row.Id)));
    }

    [Test]
    public void No_row_of_a_test_fold_is_copied_into_it_or_trained_on()
    {
        var trained = new List<float[]>();
        var spy = new WatchedEstimator(Classifier, view => trained.Add([.. view.GetColumn<float>("Id")]));
        var folds = _mlContext.MulticlassClassification.CrossValidate(Rare.View(_mlContext), _mlContext.FluxTrainers.Balanced(spy, Balancing.Smote()), 3);
        var tested = folds.Select(fold => fold.ScoredHoldOutSet.GetColumn<float>("Id").ToArray()).ToList();

        Assert.That(tested.SelectMany(ids => ids).Order(), Is.EqualTo(Rare.Rows.Select(row => row.Id)));
        Assert.That(tested.Zip(trained).Select(pair => pair.First.Intersect(pair.Second)), Is.All.Empty);
    }

    [Test]
    public void Rare_classes_are_found_more_often()
    {
        var rows = Enumerable.Range(0, 400).Select(i => new Rare { IsRare = i % 20 == 0, Features = [(float)new RandomStream(i).NextNormal() + (i % 20 == 0 ? 1.5f : 0), 0] });
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var trainer = _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Rare.IsRare));
        var balanced = _mlContext.FluxTrainers.Balanced(trainer, Balancing.Oversample, nameof(Rare.IsRare)).Fit(data);

        Assert.That(Recall(trainer.Fit(data)), Is.LessThan(0.3));
        Assert.That(Recall(balanced), Is.GreaterThan(0.6));

        double Recall(ITransformer model) => _mlContext.BinaryClassification.Evaluate(model.Transform(data), nameof(Rare.IsRare)).PositiveRecall;
    }

    [Test]
    public void Settings_are_checked()
    {
        Assert.That(() => new Oversampling { Ratio = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Ratio must be a number above 0 and at most 1."));
        Assert.That(() => Balancing.Smote(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => _mlContext.FluxTrainers.Balanced(Classifier, Balancing.Oversample, "Id").Fit(Rare.View(_mlContext)),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("a key, a Boolean or a text"));
    }

    private static double Distance(Rare one, Rare other) => Math.Sqrt(one.Features.Zip(other.Features).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));

    private static List<DataViewRowId> Ids(IDataView view)
    {
        using var cursor = view.GetRowCursor([]);
        var get = cursor.GetIdGetter();
        var ids = new List<DataViewRowId>();
        while (cursor.MoveNext())
        {
            var id = default(DataViewRowId);
            get(ref id);
            ids.Add(id);
        }

        return ids;
    }

    private static int[] Counts(IDataView view) =>
        [.. view.GetColumn<string>("Kind").CountBy(kind => kind).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    private IDataView Balanced(Balancing balancing) => _mlContext.FluxTrainers.Balanced(Classifier, balancing).Balance(Rare.View(_mlContext));

    private float[] Fingerprint(int seed) =>
        [.. _mlContext.FluxTrainers.Balanced(Classifier, Balancing.Smote(), seed: seed).Balance(Rare.View(_mlContext)).GetColumn<float[]>("Features").SelectMany(row => row)];
}
