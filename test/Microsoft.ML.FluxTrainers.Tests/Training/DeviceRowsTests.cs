// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Rows that lie on the device; here on the CPU, where they must give the bits that blocks give.</summary>
public sealed class DeviceRowsTests
{
    // 100 rows of 2 features in batches of 16: the last batch is short, and blocks begin where a cache line does.
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8) { Dropout = 0.3 },
        BatchSize = 16,
        Epochs = 4,
        Seed = 4,
    };

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    [Test]
    public void Give_the_bits_that_blocks_give([Values] Shuffle shuffle, [Values(1, 3)] int accumulation, [Values] bool isWeighted)
    {
        var options = _options with
        {
            Shuffle = shuffle,
            AccumulationSteps = accumulation,
            ExampleWeightColumnName = isWeighted ? nameof(TestRow.Weight) : null,
            ValidationFraction = 0.2,
            ValidationMetric = ValidationMetric.Accuracy,
        };
        var rows = isWeighted ? _rows.Select((row, i) => new TestRow { Features = row.Features, Label = row.Label, Weight = 1 + (i % 3) }).ToList() : _rows;
        var (resident, blocks) = (options.Fit(rows, run: DeviceLike.Resident), options.Fit(rows, run: DeviceLike.Blocks));

        AreSame(resident, blocks);
        Assert.That(resident.History.Metric("accuracy"), Is.EqualTo(blocks.History.Metric("accuracy")));
        Assert.That(resident.Notes(), Is.EqualTo(new[] { "The 80 training rows lie on cpu: 1.6E-06 GB.", "The 20 validation rows lie on cpu: 4E-07 GB." }), "8 bytes for the features, 8 for the class, 4 for the weight");
        Assert.That(blocks.Notes(), Is.Empty);
    }

    [Test]
    public void So_they_do_for_an_optimizer_that_takes_all_rows_at_once()
    {
        var options = _options with { Optimizer = new Lbfgs(), Builder = new MlpBuilder(8) };

        AreSame(options.Fit(_rows, run: DeviceLike.Resident), options.Fit(_rows, run: DeviceLike.Blocks));
    }

    [Test]
    public void And_where_mean_weights_need_new_means_of_batch_norms([Values] Shuffle shuffle)
    {
        var options = _options with
        {
            Builder = new MlpBuilder(8) { Normalization = Normalization.BatchNorm },
            WeightAveraging = new ExponentialMovingAverage(0.9),
            Shuffle = shuffle,
        };

        AreSame(options.Fit(_rows, run: DeviceLike.Resident), options.Fit(_rows, run: DeviceLike.Blocks));
    }

    [Test]
    public void And_for_numbers_categories_and_images()
    {
        var context = new MLContext();
        ITransformer Number(TrainingRun run) => context.FluxTrainers.NeuralRegressor(
            new NeuralRegressorOptions
            {
                Builder = new MlpBuilder(8),
                CategoricalColumnNames = [nameof(TestRow.Label)],
                LabelColumnName = nameof(TestRow.Number),
                BatchSize = 16,
                Epochs = 3,
                Seed = 1,
            },
            run).Fit(_rows.ToView(context, 3));
        ITransformer Image(TrainingRun run) => context.FluxTrainers.NeuralImageClassifier(SmallImageClassifier.Options with { Seed = 1, BatchSize = 4 }, run)
            .Fit(ImageData.View(context, nameof(ImageSample.Bytes)));

        AreSame((NeuralTransformer)Number(DeviceLike.Resident), (NeuralTransformer)Number(DeviceLike.Blocks));
        AreSame((NeuralTransformer)Image(DeviceLike.Resident), (NeuralTransformer)Image(DeviceLike.Blocks));
    }

    // More batches than are gathered at once.
    [Test]
    public void A_long_epoch_is_gathered_in_parts()
    {
        var options = _options with { BatchSize = 1, Epochs = 2 };

        AreSame(options.Fit(_rows, run: DeviceLike.Resident), options.Fit(_rows, run: DeviceLike.Blocks));
    }

    // Beside the rows there must be room for what is gathered, twice 64 MiB, and all of it in half of the free memory.
    [TestCase(1L << 30, "The 100 training rows lie on cpu: 2E-06 GB.")]
    [TestCase(1L << 28, "The 100 training rows go to cpu in blocks: they need 0.134 GB there, of which they may take 0.134 GB.")]
    [TestCase(null, "The 100 training rows go to cpu in blocks: its free memory is not known.")]
    public void Rows_that_do_not_fit_go_there_in_blocks(long? free, string expected)
    {
        var context = new MLContext();
        var log = context.Listen(ChannelMessageKind.Info);
        var model = _options.Fit(context, _rows, 3, new TrainingRun { Traits = new DeviceTraits(true, false, () => free) });

        Assert.That(model.Notes(), Is.EqualTo(new[] { expected }));
        Assert.That(log, Has.One.EqualTo(expected));
        AreSame(model, _options.Fit(_rows, run: DeviceLike.Blocks));
    }

    [Test]
    public void So_do_rows_in_a_file_and_images_that_are_varied()
    {
        var spilled = _options.Fit(_rows, run: DeviceLike.Resident with { DataLoading = DataLoading.Spill(), MemoryBudget = 1000 });
        var context = new MLContext();
        using var varied = context.FluxTrainers
            .NeuralImageClassifier(SmallImageClassifier.Options with { Seed = 1, Augmentation = new() { HorizontalFlip = true }, ValidationFraction = 0.25 }, DeviceLike.Resident)
            .Fit(ImageData.View(context, nameof(ImageSample.Bytes)));

        Assert.That(spilled.Notes(), Is.EqualTo(new[] { "The 100 training rows go to cpu in blocks: they are not in memory." }));
        Assert.That(varied.Notes(), Has.One.EndsWith("training rows go to cpu in blocks: they are varied in each epoch.").And.One.Contains("validation rows lie on cpu"));
    }

    [Test]
    public void So_do_rows_for_which_the_device_has_no_memory_after_all()
    {
        var before = TorchSharp.torch.Tensor.TotalCount;
        using var placement = new RowPlacement(Request(), () => throw Error("CUDA out of memory. Tried to allocate 2.00 GiB.\nException raised from"));

        Assert.That(placement.Lines, Is.EqualTo(new[] { "The 40 training rows go to cpu in blocks: CUDA out of memory. Tried to allocate 2.00 GiB." }));
        Assert.That(placement.Request.Train, Is.InstanceOf<MemoryRows>());
        Assert.That(TorchSharp.torch.Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void Another_error_is_none_of_its_business() => Assert.That(
        () => new RowPlacement(Request(), () => throw Error("an illegal memory access")),
        Throws.TypeOf<ExternalException>());

#pragma warning disable CA2201 // it is what TorchSharp throws
    private static ExternalException Error(string message) => new(message);
#pragma warning restore CA2201

    private static FitRequest Request()
    {
        var store = new DenseStore(2);
        for (var row = 0; row < 40; row++)
        {
            store.Append(new VBuffer<float>(2, [row, -row]));
        }

        var target = new ClassTarget(2, null);
        var rows = new MemoryRows(store, new float[40], [], new VectorInput("Features", 2, true), target);
        var settings = new TrainingSettings(1, 8, Shuffle.PerEpoch, new Adam(), new CrossEntropy(), new Penalty(), null);
        return new FitRequest(rows, target, new LinearBuilder(), settings, Device.Cpu, 1, DeviceLike.Resident, new NamedOptions(""), new Dictionary<string, string>());
    }

    private static void AreSame(NeuralTransformer resident, NeuralTransformer blocks)
    {
        Assert.That(resident.Bits(), Is.EqualTo(blocks.Bits()));
        Assert.That(resident.History.TrainingLosses, Is.EqualTo(blocks.History.TrainingLosses));
        Assert.That(resident.History.ValidationLosses, Is.EqualTo(blocks.History.ValidationLosses));
    }
}
