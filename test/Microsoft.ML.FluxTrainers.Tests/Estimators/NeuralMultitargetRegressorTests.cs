// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NeuralMultitargetRegressorTests
{
    private static readonly NeuralMultitargetRegressorOptions _options = new() { Builder = new MlpBuilder(16) { Activation = Activation.Tanh }, Optimizer = new Adam(0.02), Epochs = 60, BatchSize = 16, Seed = 1 };
    private readonly MLContext _mlContext = new(seed: 1);

    [TestCaseSource(nameof(Losses))]
    public void Learns_targets_of_different_size_each_in_its_own_unit(Loss loss)
    {
        var folds = _mlContext.FluxTrainers.CrossValidateMultitarget(
            Joined(Rows()), _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { Loss = loss }), 3, seed: 1);

        Assert.That(folds.Min(fold => fold.Metrics.Targets.Min(target => target.RSquared)), Is.GreaterThan(0.9));
        Assert.That(folds[0].Metrics.Targets.Select(target => target.Name), Is.EqualTo(new[] { "Height", "Width" }));
    }

    [Test]
    public void Targets_in_a_file_or_read_anew_are_those_of_memory()
    {
        var options = _options with { Epochs = 3, Shuffle = Shuffle.None };
        IReadOnlyList<double> Fit(TrainingRun run) =>
            _mlContext.FluxTrainers.NeuralMultitargetRegressor(options, run).Fit(Joined(Rows())).History.TrainingLosses;
        var memory = Fit(new TrainingRun { DataLoading = DataLoading.InMemory });

        Assert.That(Fit(new TrainingRun { DataLoading = DataLoading.Spill(), MemoryBudget = 1000 }), Is.EqualTo(memory));
        Assert.That(Fit(new TrainingRun { DataLoading = DataLoading.Streaming() }), Is.EqualTo(memory).Within(1e-6));
    }

    private static Loss[] Losses => [new MeanSquaredError(), new MeanAbsoluteError(), new HuberLoss()];

    // Means that double over the range, of hundreds and of hundredths: divided by their means they are alike.
    [TestCaseSource(nameof(LogLinks))]
    public void Learns_targets_that_grow_by_factors(Loss loss)
    {
        var rows = Rows();
        rows.ForEach(row => (row.Height, row.Width) = (300 * MathF.Exp(row.Features / 5), 0.01f * MathF.Exp(-row.Features / 5)));
        using var model = _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { Loss = loss }).Fit(Joined(rows));

        var metrics = _mlContext.FluxTrainers.EvaluateMultitarget(model.Transform(Joined(rows)));

        Assert.That(metrics.Targets.Min(target => target.RSquared), Is.GreaterThan(0.95));
        Assert.That(
            model.Model.Target.Scaling,
            Is.EqualTo(new[] { 0, 0, rows.Average(row => row.Height), rows.Average(row => row.Width) }).Within(1e-3).Percent);
    }

    private static Loss[] LogLinks => [new PoissonLoss(), new TweedieLoss()];

    [Test]
    public void A_list_of_columns_is_the_same_as_their_vector()
    {
        using var joined = _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options).Fit(Joined(Rows()));
        using var listed = _mlContext.FluxTrainers.NeuralMultitargetRegressor(Listed).Fit(View(Rows()));

        Assert.That(Scores(listed, View(Rows())), Is.EqualTo(Scores(joined, View(Rows()))).AsCollection);
        Assert.That(listed.Model.TargetNames, Is.EqualTo(new[] { "Height", "Width" }));
        Assert.That(SlotNames(listed.GetOutputSchema(View(Rows()).Schema)["Score"]), Is.EqualTo(new[] { "Height", "Width" }));
    }

    [Test]
    public void The_columns_that_are_added_are_those_that_are_promised()
    {
        foreach (var (options, data) in new[] { (_options, Joined(Rows())), (Listed, View(Rows())), (_options with { LabelColumnName = "Pair" }, View(Rows())), (_options with { LabelColumnName = "Height" }, View(Rows())) })
        {
            var estimator = _mlContext.FluxTrainers.NeuralMultitargetRegressor(options with { Epochs = 0 });
            using var model = estimator.Fit(data);
            ShapeComparison.Of(
                estimator.GetOutputSchema(ShapeComparison.ShapeOf(data.Schema)),
                ShapeComparison.ShapeOf(model.GetOutputSchema(data.Schema))).AssertNone(options.Labels[0]);
        }
    }

    [Test]
    public void One_target_alone_gives_the_numbers_of_the_regressor()
    {
        var single = new NeuralRegressorOptions { LabelColumnName = "Height", Builder = _options.Builder, Optimizer = _options.Optimizer, Epochs = 5, BatchSize = 16, Seed = 1 };
        using var one = _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { LabelColumnName = "Height", Epochs = 5 }).Fit(View(Rows()));
        using var regressor = _mlContext.FluxTrainers.NeuralRegressor(single).Fit(View(Rows()));

        Assert.That(
            Scores(one, View(Rows())).Select(row => row.Single()),
            Is.EqualTo(regressor.Transform(View(Rows())).GetColumn<float>("Score")).AsCollection);
        Assert.That(one.Model.TargetNames, Is.EqualTo(new[] { "Height" }));
    }

    // With a weight of 0 a target's outputs never move from where they started.
    [Test]
    public void Targets_count_by_their_weights()
    {
        MultitargetMetrics Metrics(params double[] weights)
        {
            using var model = _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { TargetWeights = weights }).Fit(Joined(Rows()));
            return _mlContext.FluxTrainers.EvaluateMultitarget(model.Transform(Joined(Rows())));
        }

        Assert.That(Metrics(1, 0).Targets[0].RSquared, Is.GreaterThan(0.9));
        Assert.That(Metrics(1, 0).Targets[1].RSquared, Is.LessThan(0.3));
        Assert.That(Metrics(0, 3).Targets[0].RSquared, Is.LessThan(0.3));
        Assert.That(Metrics(0, 3).Targets[1].RSquared, Is.GreaterThan(0.9));
    }

    [Test]
    public void Only_ratios_of_weights_matter()
    {
        float[][] Train(params double[] weights)
        {
            using var model = _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { TargetWeights = weights, Epochs = 3 }).Fit(Joined(Rows()));
            return Scores(model, View(Rows()));
        }

        Assert.That(Train(1, 4), Is.EqualTo(Train(0.5, 2)).AsCollection);
        Assert.That(Train(2, 2), Is.EqualTo(Train()).Within(1e-3));
        Assert.That(Train(1, 4), Is.Not.EqualTo(Train()).AsCollection);
    }

    [Test]
    public void Managed_code_and_torch_train_the_same_network()
    {
        var options = _options with { TargetWeights = [1, 3], Epochs = 5 };
        using var managed = _mlContext.FluxTrainers.NeuralMultitargetRegressor(options).Fit(Joined(Rows()));
        using var eager = _mlContext.FluxTrainers.NeuralMultitargetRegressor(options, new TrainingRun { Runner = RunnerKind.Eager }).Fit(Joined(Rows()));

        Assert.That(managed.History.TrainingLosses, Is.EqualTo(eager.History.TrainingLosses).AsCollection.Within(1e-4));
        Assert.That(eager.History.Runner, Is.EqualTo("eager"));
        Assert.That(managed.History.Runner, Is.EqualTo("managed"));
    }

    [Test]
    public void A_target_that_is_missing_is_an_error_with_row_and_name()
    {
        var rows = Rows();
        rows[9].Width = float.NaN;

        Assert.That(
            () => _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options).Fit(Joined(rows)),
            Throws.InvalidOperationException.With.Message.StartsWith("Label column 'Label', slot 1 ('Width'), holds NaN in row 9."));
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralMultitargetRegressor(Listed).Fit(View(rows)),
            Throws.InvalidOperationException.With.Message.StartsWith("Label column 'Width' holds NaN in row 9."));
    }

    [Test]
    public void A_target_that_is_constant_is_predicted_as_it_is()
    {
        var rows = Rows();
        rows.ForEach(row => row.Width = -77);
        using var model = _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options).Fit(Joined(rows));

        Assert.That(Scores(model, View(rows)).Select(row => row[1]), Is.All.EqualTo(-77).Within(0.5));
    }

    [Test]
    public void Options_that_do_not_fit_are_refused_in_words()
    {
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { TargetWeights = [1, 2, 3] }).Fit(Joined(Rows())),
            Throws.InvalidOperationException.With.Message.StartsWith("TargetWeights holds 3 weights, but there are 2 targets (Height, Width)."));
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { Loss = new QuantileLoss(0.5, 0.9) }),
            Throws.ArgumentException.With.Message.StartsWith("QuantileLoss is no loss for several numbers."));
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { Loss = new CrossEntropy() }),
            Throws.ArgumentException.With.Message.StartsWith("CrossEntropy is no loss for several numbers."));
        Assert.That(() => _options with { LabelColumnNames = ["a", "a"] }, Throws.ArgumentException.With.Message.Contains("none twice"));
        Assert.That(() => _options with { LabelColumnNames = [""] }, Throws.ArgumentException);
        Assert.That(() => _options with { TargetWeights = [0, 0] }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => _options with { TargetWeights = [1, -1] }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { LabelColumnNames = ["Height", "Note"] }).Fit(View(Rows())),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("'Note'"));
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralMultitargetRegressor(_options with { LabelColumnNames = ["Height", "Depth"] }).Fit(View(Rows())),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("'Depth'"));
    }

    [Test]
    public void A_dry_run_knows_the_outputs_and_the_missing_targets()
    {
        var rows = Rows();
        rows[3].Height = float.NaN;

        var report = _mlContext.FluxTrainers.NeuralMultitargetRegressor(Listed with { TargetWeights = [1, 2] }).DryRun(View(rows));

        Assert.That(report.OutputShape, Is.EqualTo(new[] { 16, 2 }));
        Assert.That(report.Faults, Has.One.EqualTo("1 of 16 rows have no label in column 'Height', 'Width' and stop the training."));
        Assert.That(report.CanBeSaved);
    }

    [Test]
    public void The_classic_catalog_has_it_too()
    {
        Assert.That(_mlContext.Regression.Trainers.NeuralMultitargetRegressor("Pair").Options.LabelColumnName, Is.EqualTo("Pair"));
        Assert.That(_mlContext.Regression.Trainers.NeuralMultitargetRegressor(Listed).Options, Is.EqualTo(Listed));
    }

    [Test]
    public void The_preset_is_that_of_MLJFlux()
    {
        var preset = NeuralMultitargetRegressorOptions.MljFlux;

        Assert.That(preset.Builder, Is.EqualTo(new LinearBuilder()));
        Assert.That((preset.Epochs, preset.BatchSize, preset.Shuffle), Is.EqualTo((10, 1, Shuffle.None)));
        Assert.That((preset.Standardize, preset.StandardizeLabel), Is.EqualTo((false, false)));
        Assert.That(preset.Optimizer, Is.EqualTo(new Adam(0.001)));
        Assert.That(preset.Loss, Is.EqualTo(new MeanSquaredError()));
    }

    [Test]
    public void A_prediction_engine_gives_the_vector()
    {
        using var model = _mlContext.FluxTrainers.NeuralMultitargetRegressor(Listed).Fit(View(Rows()));
        using var engine = _mlContext.Model.CreatePredictionEngine<Row, Predicted>(model);

        var row = Rows()[20];

        Assert.That(engine.Predict(row).Score, Is.EqualTo(Scores(model, View([row])).Single()).Within(1e-5).Percent);
        Assert.That(engine.Predict(row).Score[0], Is.EqualTo(row.Height).Within(60));
    }

    private static NeuralMultitargetRegressorOptions Listed => _options with { LabelColumnNames = ["Height", "Width"] };

    private IDataView View(IReadOnlyList<Row> rows) => _mlContext.Data.LoadFromEnumerable(rows);

    private IDataView Joined(IReadOnlyList<Row> rows) =>
        _mlContext.Transforms.Concatenate("Label", "Height", "Width").Fit(View(rows)).Transform(View(rows));

    private static float[][] Scores(NeuralTransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float[]>("Score")];

    private static string[] SlotNames(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>A height in the thousands and a width around 2, different curves of the same number.</summary>
    private static List<Row> Rows()
    {
        var random = new RandomStream(2);
        return [.. Enumerable.Range(0, 200).Select(i => new Row
        {
            Features = i / 20f,
            Height = 3000 + (200 * MathF.Sin(i / 40f)) + (10 * (float)random.NextNormal()),
            Width = 2 + MathF.Cos(i / 30f) + (0.05f * (float)random.NextNormal()),
            Pair = [i, -i],
        })];
    }

    private sealed class Row
    {
        public float Features { get; set; }

        public float Height { get; set; }

        public float Width { get; set; }

        [VectorType(2)]
        public float[] Pair { get; set; } = [];

        public string Note { get; set; } = "";
    }

    private sealed class Predicted
    {
        public float[] Score { get; set; } = [];
    }
}
