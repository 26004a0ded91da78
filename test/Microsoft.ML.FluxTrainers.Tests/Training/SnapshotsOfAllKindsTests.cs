// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Interrupted fits of every kind of rows, inputs and targets, from the beginning or from an earlier model on: each ends with the weights of an undisturbed one.</summary>
public sealed class SnapshotsOfAllKindsTests
{
    private const int Epochs = 5;

    private static readonly MLContext _mlContext = new(1);
    private static readonly List<TestRow> _rows = TestRows.Blobs(90);
    private static readonly List<TableRow> _table = TableRows.Make(90);

    private static readonly NeuralClassifierOptions _classifier = new()
    {
        Builder = new MlpBuilder(6) { Dropout = 0.3 },
        BatchSize = 16,
        Optimizer = new Adam(0.05),
        Seed = 4,
    };

    private static readonly NeuralMultitargetRegressorOptions _numbers = new()
    {
        LabelColumnNames = ["Amount", "Age"],
        Builder = new MlpBuilder(4),
        Seed = 4,
        ValidationFraction = 0.2,
    };

    private static readonly NeuralImageClassifierOptions _images = SmallImageClassifier.Options with
    {
        Builder = new ConvBuilder(2),
        BatchSize = 16,
        Seed = 4,
        Augmentation = new() { HorizontalFlip = true, Shift = 1 },
    };

    private static IEnumerable<TestCaseData> Kinds =>
    [
        Kind("rows in memory", (epochs, run, previous) => Classify(_rows, epochs, run, previous)),
        Kind("rows in a file", (epochs, run, previous) => Classify(_rows, epochs, run with { DataLoading = DataLoading.Spill(), MemoryBudget = 2000 }, previous)),
        Kind("sparse rows in a file", (epochs, run, previous) => Classify(_rows.Sparse(), epochs, run with { DataLoading = DataLoading.Spill(), MemoryBudget = 2000 }, previous)),
        Kind("rows read anew", (epochs, run, previous) => Classify(_rows, epochs, run with { DataLoading = DataLoading.Streaming(30) }, previous)),
        Kind("images", (epochs, run, previous) => Look(epochs, run, previous)),
        Kind("images in a file", (epochs, run, previous) => Look(epochs, run with { DataLoading = DataLoading.Spill(), MemoryBudget = 20_000 }, previous)),
        Kind("categories", (epochs, run, previous) => Estimate(TableRows.Regressor, epochs, run, previous)),
        Kind("a raw table", (epochs, run, previous) => Estimate(Raw, epochs, run, previous)),
        Kind("a raw table in a file", (epochs, run, previous) => Estimate(Raw, epochs, run with { DataLoading = DataLoading.Spill(), MemoryBudget = 2000 }, previous)),
        Kind("quantiles", (epochs, run, previous) => Estimate(TableRows.Regressor with { Loss = new QuantileLoss() }, epochs, run, previous)),
        Kind("several numbers", (epochs, run, previous) => _mlContext.FluxTrainers.NeuralMultitargetRegressor(_numbers with { Epochs = epochs }, run)
            .Fit(_table.ToView(_mlContext), previous: previous)),
        Kind("several labels", (epochs, run, previous) => _mlContext.FluxTrainers.NeuralMultilabelClassifier(
            new NeuralMultilabelClassifierOptions { LabelColumnName = "Flags", Builder = new MlpBuilder(4), Epochs = epochs, Seed = 4 }, run).Fit(Flags(), previous: previous)),
        Kind("true and false", (epochs, run, previous) => _mlContext.FluxTrainers.NeuralBinaryClassifier(
            new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(4), Epochs = epochs, Seed = 4 }, run).Fit(_table.ToView(_mlContext), previous: previous)),
        Kind("a pipeline with a validation set", (epochs, run, previous) => Pipe(epochs, run, previous)),
    ];

    [TestCaseSource(nameof(Kinds))]
    public void An_interrupted_fit_ends_as_if_nothing_had_happened(Func<int, TrainingRun, NeuralTransformer?, NeuralTransformer> fit)
    {
        using var folder = new TempFolder();
        using var undisturbed = fit(Epochs, new TrainingRun(), null);
        var (resumed, epochs) = Interrupted(folder.Path, run => fit(Epochs, run, null));

        Assert.That(epochs, Is.EqualTo(new[] { 4, 5 }));
        Assert.That(resumed.Bits(), Is.EqualTo(undisturbed.Bits()));
        Assert.That(resumed.History.TrainingLosses, Is.EqualTo(undisturbed.History.TrainingLosses));
        Assert.That(resumed.History.ValidationLosses, Is.EqualTo(undisturbed.History.ValidationLosses));
        resumed.Dispose();
    }

    [TestCaseSource(nameof(Kinds))]
    public void So_does_one_that_had_gone_on_from_an_earlier_model(Func<int, TrainingRun, NeuralTransformer?, NeuralTransformer> fit)
    {
        using var folder = new TempFolder();
        using var first = fit(2, new TrainingRun(), null);
        using var undisturbed = fit(Epochs, new TrainingRun(), null);
        var (resumed, epochs) = Interrupted(folder.Path, run => fit(Epochs, run, first));

        Assert.That(epochs, Is.EqualTo(new[] { 4, 5 }));
        Assert.That(resumed.Bits(), Is.EqualTo(undisturbed.Bits()));
        resumed.Dispose();
    }

    /// <summary>A fit that ends by an exception after epoch 4, whose snapshot is not written then, and is run again.</summary>
    private static (NeuralTransformer Model, List<int> Epochs) Interrupted(string folder, Func<TrainingRun, NeuralTransformer> fit)
    {
        var run = new TrainingRun { Snapshots = new Snapshots(folder) };
        var epochs = new List<int>();
        Assert.Catch<InvalidOperationException>(() => fit(run with { Actions = [TrainingAction.ErrorIf(result => result.Epoch == 4, "interrupted")] }));
        return (fit(run with { Actions = [TrainingAction.Do(result => epochs.Add(result.Epoch))] }), epochs);
    }

    private static NeuralRegressorOptions Raw => TableRows.Regressor with
    {
        CategoricalColumnNames = [],
        FeatureColumns = FeatureColumns.All.Except("Class", "Label", "Note"),
        UnknownCategories = UnknownCategories.TrainedVector,
        ValidationFraction = 0.2,
    };

    private static NeuralTransformer Classify(List<TestRow> rows, int epochs, TrainingRun run, NeuralTransformer? previous) =>
        _mlContext.FluxTrainers.NeuralClassifier(_classifier with { Epochs = epochs }, run).Fit(rows.ToView(_mlContext, 3), previous: previous);

    private static NeuralTransformer Look(int epochs, TrainingRun run, NeuralTransformer? previous) =>
        _mlContext.FluxTrainers.NeuralImageClassifier(_images with { Epochs = epochs }, run)
            .Fit(ImageData.View(_mlContext, nameof(ImageSample.Bytes), rows: ImageData.Rows(60)), previous: previous);

    private static NeuralTransformer Estimate(NeuralRegressorOptions options, int epochs, TrainingRun run, NeuralTransformer? previous) =>
        _mlContext.FluxTrainers.NeuralRegressor(options with { Epochs = epochs }, run).Fit(_table.ToView(_mlContext), previous: previous);

    private static NeuralTransformer Pipe(int epochs, TrainingRun run, NeuralTransformer? previous)
    {
        var pipeline = _mlContext.Transforms.NormalizeMinMax("Features")
            .Append(_mlContext.Transforms.Conversion.MapValueToKey("Label", "Class"))
            .Append(_mlContext.FluxTrainers.NeuralClassifier(_classifier with { Epochs = epochs }, run));
        return _mlContext.FluxTrainers.Fit(pipeline, _table.ToView(_mlContext), TableRows.Make(30, seed: 2).ToView(_mlContext), previous).LastTransformer;
    }

    private static IDataView Flags() => _mlContext.Data.LoadFromEnumerable(_table.Select(row => new Flagged { Features = row.Features, Flags = [row.Label, row.Open] }));

    private static TestCaseData Kind(string name, Func<int, TrainingRun, NeuralTransformer?, NeuralTransformer> fit) => new TestCaseData(fit).SetArgDisplayNames(name);

    private sealed class Flagged
    {
        [Data.VectorType(2)]
        public float[] Features { get; set; } = [];

        [Data.VectorType(2)]
        public bool[] Flags { get; set; } = [];
    }
}
