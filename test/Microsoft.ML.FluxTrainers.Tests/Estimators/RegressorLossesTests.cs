// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The regressor with losses that say more than a mean, on data whose distribution is known.</summary>
public sealed class RegressorLossesTests
{
    private static readonly NeuralRegressorOptions _options = new() { Builder = new MlpBuilder(16) { Activation = Activation.Tanh }, Optimizer = new Adam(0.01), Epochs = 60, BatchSize = 32, Seed = 1 };
    private readonly MLContext _mlContext = new(seed: 1);

    // The noise is normal with deviation 20 + 20 x: the quantile of level t lies 20 (1 + x) z(t) from the mean.
    [Test]
    public void Quantiles_lie_where_the_distribution_has_them()
    {
        using var model = _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = new QuantileLoss() }).Fit(View(Noisy(2000, 1)));
        var rows = Noisy(2000, 2);

        var scored = model.Transform(View(rows));
        var quantiles = scored.GetColumn<float[]>("Quantiles").ToArray();
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["Quantiles"].GetSlotNames(ref names);

        Assert.That(names.DenseValues().Select(name => name.ToString()), Is.EqualTo(new[] { "0.1", "0.5", "0.9" }));
        Assert.That(scored.GetColumn<float>("Score"), Is.EqualTo(quantiles.Select(row => row[1])).AsCollection);
        for (var i = 0; i < 3; i++)
        {
            var share = rows.Zip(quantiles).Count(pair => pair.First.Label < pair.Second[i]) / 2000.0;
            Assert.That(share, Is.EqualTo(new[] { 0.1, 0.5, 0.9 }[i]).Within(0.04), $"level {names.GetItemOrDefault(i)}");
        }

        // At x = 0 the interval is 2 * 1.2816 * 20 = 51 wide, at x = 2 three times that.
        double Width(double from, double to) => rows.Zip(quantiles)
            .Where(pair => pair.First.Features >= from && pair.First.Features < to).Average(pair => pair.Second[2] - pair.Second[0]);
        Assert.That(Width(0, 0.1), Is.EqualTo(2 * 1.2816 * 20 * 1.05).Within(25).Percent);
        Assert.That(Width(1.9, 2), Is.EqualTo(2 * 1.2816 * 20 * 2.95).Within(25).Percent);
    }

    // After one epoch on few rows outputs cross: without the order some rows would fall.
    [Test]
    public void Quantiles_never_cross()
    {
        var options = _options with { Loss = new QuantileLoss(0.3, 0.4, 0.45, 0.55, 0.6, 0.7), Epochs = 0 };
        var data = View(Noisy(200, 1));
        using var model = _mlContext.FluxTrainers.NeuralRegressor(options).Fit(data);

        var quantiles = model.Transform(data).GetColumn<float[]>("Quantiles").ToArray();

        Assert.That(quantiles, Is.All.Ordered);
        Assert.That(quantiles.SelectMany(row => row).Distinct().Count(), Is.GreaterThan(1000));
        Assert.That(model.Transform(data).GetColumn<float>("Score"), Is.EqualTo(quantiles.Select(row => row[2])).AsCollection);
    }

    [TestCase(new[] { 0.05, 0.95 }, 0)]
    [TestCase(new[] { 0.9 }, 0)]
    [TestCase(new[] { 0.1, 0.2, 0.6 }, 2)]
    public void Score_is_the_quantile_nearest_to_the_median_and_of_two_the_lower(double[] levels, int index) =>
        Assert.That(new QuantileTarget(0, 1, levels).Middle, Is.EqualTo(index));

    [Test]
    public void A_standard_deviation_is_learned_in_the_unit_of_the_label()
    {
        using var model = _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = new GaussianLoss() }).Fit(View(Noisy(2000, 1)));
        var grid = Enumerable.Range(0, 21).Select(i => new Row { Features = i / 10f }).ToList();

        var scored = model.Transform(View(grid));
        var deviations = scored.GetColumn<float>("StandardDeviation").ToArray();
        var means = scored.GetColumn<float>("Score").ToArray();

        for (var i = 0; i < grid.Count; i++)
        {
            Assert.That(means[i], Is.EqualTo(1000 + (100 * grid[i].Features)).Within(15));
            Assert.That(deviations[i], Is.EqualTo(20 + (20 * grid[i].Features)).Within(25).Percent, $"at {grid[i].Features}");
        }
    }

    // Counts with mean exp(5 + x): hundreds, which the network sees divided by their mean.
    [Test]
    public void Counts_are_predicted_by_their_mean()
    {
        var random = new RandomStream(4);
        var rows = Enumerable.Range(0, 1000).Select(i => new Row { Features = i / 500f, Label = Poisson(random, Math.Exp(5 + (i / 500.0))) }).ToList();
        using var model = _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = new PoissonLoss() }).Fit(View(rows));

        var scores = model.Transform(View(rows)).GetColumn<float>("Score").ToArray();

        Assert.That(scores.Select((score, i) => score / Math.Exp(5 + (i / 500.0))), Is.All.EqualTo(1).Within(0.1));
        Assert.That(model.Model.Target.Scaling, Is.EqualTo(new[] { 0, rows.Average(row => row.Label) }).Within(1e-3));
    }

    // Seven of ten are 0; the others have mean 40 (1 + x), so the mean of all is 12 (1 + x).
    [Test]
    public void Amounts_that_are_often_zero_are_predicted_by_their_mean()
    {
        var random = new RandomStream(5);
        var rows = Enumerable.Range(0, 4000).Select(i => new Row
        {
            Features = i % 200 / 100f,
            Label = random.NextDouble() < 0.7 ? 0 : (float)(-40 * (1 + (i % 200 / 100.0)) * Math.Log(1 - random.NextDouble())),
        }).ToList();
        using var model = _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = new TweedieLoss(), Epochs = 30 }).Fit(View(rows));

        var scores = model.Transform(View(rows.Take(200).ToList())).GetColumn<float>("Score").ToArray();

        Assert.That(scores, Is.All.GreaterThan(0));
        Assert.That(scores.Select((score, i) => score / (12 * (1 + (i / 100.0)))), Is.All.EqualTo(1).Within(0.3));
    }

    [TestCaseSource(nameof(LogLinks))]
    public void A_negative_label_is_an_error_with_row_and_value(Loss loss)
    {
        var rows = Noisy(20, 1);
        rows[6].Label = -2.5f;

        Assert.That(
            () => _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = loss }).Fit(View(rows)),
            Throws.InvalidOperationException.With.Message.EqualTo(
                $"Label column 'Label' holds -2.5 in row 6. {loss.GetType().Name} needs numbers of at least 0. Remove such rows, shift the label, or use another loss."));
        Assert.That(
            _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = loss }).DryRun(View(rows)).Faults,
            Has.One.StartsWith("1 of 20 rows have a label that stops the training. Label column 'Label' holds -2.5 in row 6."));
    }

    private static Loss[] LogLinks => [new PoissonLoss(), new TweedieLoss()];

    [TestCaseSource(nameof(LogLinks))]
    public void Labels_that_are_all_zero_are_predicted_near_zero(Loss loss)
    {
        var rows = Enumerable.Range(0, 64).Select(i => new Row { Features = i }).ToList();
        using var model = _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = loss }).Fit(View(rows));

        Assert.That(model.Transform(View(rows)).GetColumn<float>("Score"), Is.All.InRange(0f, 0.2f));
    }

    private static Loss[] All => [new QuantileLoss(), new QuantileLoss(0.9), new GaussianLoss(), new PoissonLoss(), new TweedieLoss(1.3)];

    [TestCaseSource(nameof(All))]
    public void Managed_code_and_torch_train_the_same_network(Loss loss)
    {
        var data = View(Noisy(100, 3));
        var options = _options with { Loss = loss, Epochs = 5 };

        using var managed = _mlContext.FluxTrainers.NeuralRegressor(options).Fit(data);
        using var eager = _mlContext.FluxTrainers.NeuralRegressor(options, new TrainingRun { Runner = RunnerKind.Eager }).Fit(data);

        Assert.That(managed.History.TrainingLosses, Is.EqualTo(eager.History.TrainingLosses).AsCollection.Within(1e-4));
        Assert.That(managed.Transform(data).GetColumn<float>("Score"), Is.EqualTo(eager.Transform(data).GetColumn<float>("Score")).Within(0.01).Percent);
    }

    [TestCaseSource(nameof(All))]
    public void The_columns_that_are_added_are_those_that_are_promised(Loss loss)
    {
        var estimator = _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = loss, Epochs = 0 });
        var data = View(Noisy(10, 3));
        using var model = estimator.Fit(data);

        Contract.ShapeComparison.Of(
            estimator.GetOutputSchema(Contract.ShapeComparison.ShapeOf(data.Schema)),
            Contract.ShapeComparison.ShapeOf(model.GetOutputSchema(data.Schema))).AssertNone(loss.ToString());
    }

    [Test]
    public void MlNet_evaluates_the_median()
    {
        var data = View(Noisy(500, 1));

        var folds = _mlContext.Regression.CrossValidate(data, _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = new QuantileLoss() }), 3);

        Assert.That(folds.Average(fold => fold.Metrics.RSquared), Is.GreaterThan(0.5)); // the noise leaves 0.6
    }

    private IDataView View(IReadOnlyList<Row> rows) => _mlContext.Data.LoadFromEnumerable(rows);

    /// <summary>1000 + 100 x with normal noise of deviation 20 + 20 x, x from 0 to 2.</summary>
    private static List<Row> Noisy(int count, int seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var x = 2.0 * i / count;
            return new Row { Features = (float)x, Label = (float)(1000 + (100 * x) + (20 * (1 + x) * random.NextNormal())) };
        })];
    }

    /// <summary>A count of the given mean: how many waits of mean 1 fit into it.</summary>
    private static int Poisson(RandomStream random, double mean)
    {
        var count = -1;
        for (var time = 0.0; time < mean; count++)
        {
            time -= Math.Log(1 - random.NextDouble());
        }

        return count;
    }

    private sealed class Row
    {
        public float Label { get; set; }

        public float Features { get; set; }
    }
}
