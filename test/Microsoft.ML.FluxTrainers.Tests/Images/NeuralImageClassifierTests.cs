// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The classifier of images at work.</summary>
public sealed class NeuralImageClassifierTests
{
    private static readonly NeuralImageClassifierOptions _options = SmallImageClassifier.Options with { Seed = 1 };
    private readonly MLContext _mlContext = new(seed: 1);
    private TempFolder _folder = null!;
    private ImageRow[] _rows = null!;
    private NeuralTransformer _model = null!;

    [OneTimeSetUp]
    public void Fit()
    {
        _folder = new TempFolder();
        _rows = [.. ImageData.Rows().Select(row => new ImageRow
        {
            Image = Pictures.Gray(row.Bytes, ImageData.Size, ImageData.Size),
            Label = (uint)(row.Row % 3),
        })];
        _model = _mlContext.FluxTrainers.NeuralImageClassifier(_options).Fit(View(_rows));
    }

    [OneTimeTearDown]
    public void Dispose()
    {
        _model.Dispose();
        Array.ForEach(_rows, row => row.Image!.Dispose());
        _folder.Dispose();
    }

    [Test]
    public void Images_in_a_file_or_read_anew_train_as_in_memory()
    {
        var options = _options with { Shuffle = Shuffle.None, Epochs = 2 };
        TrainingRun[] runs =
        [
            new() { DataLoading = DataLoading.InMemory },
            new() { DataLoading = DataLoading.Spill(_folder.Path), MemoryBudget = 20_000 },
            new() { MemoryBudget = 20_000 },
            new() { DataLoading = DataLoading.Streaming() },
        ];
        var losses = Array.ConvertAll(runs, run => _mlContext.FluxTrainers.NeuralImageClassifier(options, run).Fit(View(_rows)).History.TrainingLosses);

        Assert.That(losses[1..], Has.All.EqualTo(losses[0]).Within(1e-4));
    }

    [Test]
    public void It_tells_stripes_apart()
    {
        var fresh = ImageData.Rows(seed: 2).Select(row => new ImageRow
        {
            Image = Pictures.Gray(row.Bytes, ImageData.Size, ImageData.Size),
            Label = (uint)(row.Row % 3),
        });
        var metrics = _mlContext.MulticlassClassification.Evaluate(_model.Transform(View(fresh)));

        Assert.That(metrics.MicroAccuracy, Is.GreaterThan(0.95));
        Assert.That(_model.History.Setup.Runner, Is.EqualTo("managed"));
    }

    [Test]
    public void Images_are_left_to_their_owner() =>
        Assert.That(_rows.Select(row => row.Image!.Pixels.Length), Is.All.EqualTo(4 * 64));

    [Test]
    public void Pictures_files_and_vectors_give_the_same_model()
    {
        var paths = _rows.Select((row, i) => new PathRow { Image = $"{i}.png", Label = row.Label }).ToList();
        paths.Zip(_rows).ToList().ForEach(pair => pair.Second.Image!.Save(_folder[pair.First.Image]));
        var vectors = VectorRow<byte>.View(_mlContext, [.. ImageData.Rows().Select(row => row.Bytes)]);
        using var ofFiles = Train(View(paths), _options with { ImageFolder = _folder.Path });
        using var ofVectors = Train(vectors, _options);

        Assert.That(ofFiles.Bits(), Is.EqualTo(_model.Bits()));
        Assert.That(ofVectors.Bits(), Is.EqualTo(_model.Bits()));
    }

    [Test]
    public void A_prediction_engine_takes_an_image()
    {
        using var engine = _mlContext.Model.CreatePredictionEngine<ImageRow, Scored>(
            _model, new PredictionEngineOptions { OwnsTransformer = false });
        var expected = Scores(_model, View(_rows));

        Assert.That(_rows.Take(9).Select(row => engine.Predict(row).PredictedLabel), Is.EqualTo(_rows.Take(9).Select(row => row.Label + 1)));
        for (var i = 0; i < 9; i++)
        {
            Assert.That(engine.Predict(_rows[i]).Score, Is.EqualTo(expected[i]).Within(1e-6));
        }
    }

    // Trained on images in memory, asked about files.
    [Test]
    public void A_prediction_engine_takes_a_path()
    {
        using var engine = _mlContext.Model.CreatePredictionEngine<PathRow, Scored>(
            _model, new PredictionEngineOptions { OwnsTransformer = false });
        _rows[4].Image!.Save(_folder["asked.png"]);

        Assert.That(engine.Predict(new PathRow { Image = _folder["asked.png"] }).Score, Is.EqualTo(Scores(_model, View(_rows))[4]).Within(1e-6));
    }

    [Test]
    public void Other_sizes_are_resized_in_prediction_too()
    {
        var row = ImageData.Rows(1).Single();
        var twice = Enumerable.Range(0, 256).Select(i => row.Bytes[(i / 16 / 2 * 8) + (i % 16 / 2)]);
        using var larger = Pictures.Gray(twice, 16, 16);
        var scores = Scores(_model, View([_rows[0], new ImageRow { Image = larger }]));

        Assert.That(scores[1], Is.EqualTo(scores[0]).Within(1e-5));
    }

    [Test]
    public void A_saved_model_scores_as_before_and_knows_its_images()
    {
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), _model, View(_rows).Schema);
        using var model = (NeuralTransformer)loaded;

        Assert.That(Scores(model, View(_rows)), Is.EqualTo(Scores(_model, View(_rows))));
        Assert.That(model.Model.Input, Is.EqualTo(_model.Model.Input));
        Assert.That(model.Model.ImageNormalization, Is.EqualTo(_model.Model.ImageNormalization));
        Assert.That(model.FeatureColumnType, Is.EqualTo(_model.FeatureColumnType));
    }

    [Test]
    public void The_network_alone_takes_normalized_images()
    {
        using var module = _model.Model.CreateModule();
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (mean, std) = (_model.Model.ImageNormalization!.Mean[0], _model.Model.ImageNormalization.Std[0]);
        float[] pixels = [.. ImageData.Rows(1)[0].Bytes.Select(pixel => (float)(((pixel / 255.0) - mean) / std))];
        var scores = module.call(TorchSharp.torch.tensor(pixels).view(1, 1, 8, 8)).softmax(1).data<float>().ToArray();

        Assert.That(scores, Is.EqualTo(Scores(_model, View(_rows))[0]).Within(1e-5));
    }

    [Test]
    public void It_cross_validates_in_a_pipeline()
    {
        var data = _mlContext.Data.LoadFromEnumerable(ImageData.Rows());
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(ImageSample.Text))
            .Append(_mlContext.MulticlassClassification.Trainers.NeuralImageClassifier(_options with { ImageColumnName = nameof(ImageSample.Bytes) }))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var folds = _mlContext.MulticlassClassification.CrossValidate(data, pipeline, numberOfFolds: 3);

        Assert.That(folds.Average(fold => fold.Metrics.MicroAccuracy), Is.GreaterThan(0.9));
        folds.ToList().ForEach(fold => (fold.Model as IDisposable)?.Dispose());
    }

    // One call of the network for 16 rows at first, or one a row where the image itself is passed on.
    [Test]
    public void Rows_are_scored_in_batches_unless_the_image_is_asked_for()
    {
        var pulled = 0;
        var scored = _model.Transform(View(_rows.Select(row =>
        {
            pulled++;
            return row;
        })));
        using (var cursor = scored.GetRowCursor([scored.Schema["Score"], scored.Schema["Label"]]))
        {
            Assert.That(cursor.MoveNext());
            Assert.That(pulled, Is.InRange(16, 17));
        }

        pulled = 0;
        using var all = scored.GetRowCursor(scored.Schema);
        Assert.That(all.MoveNext());
        Assert.That(pulled, Is.InRange(1, 2));
    }

    [Test]
    public void Class_weights_and_the_loss_count()
    {
        using var weighted = Train(View(_rows), _options with { ClassWeights = ClassWeights.Of(1, 1, 0) });

        Assert.That(Scores(weighted, View(_rows)).Select(scores => scores[2]).Average(), Is.LessThan(0.2));
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralImageClassifier(_options with { Loss = new MeanSquaredError() }),
            Throws.ArgumentException.With.Message.StartsWith("MeanSquaredError is no loss for classes."));
    }

    [Test]
    public void Training_is_that_of_a_plain_loop_in_TorchSharp([Values] RunnerKind runner)
    {
        var images = ImageData.Rows(20).Select(row => row.Bytes).ToList();
        var options = _options with
        {
            Builder = new ConvBuilder(4, 6) { KernelHeight = 2 },
            BatchSize = 7,
            Shuffle = Shuffle.None,
            Normalization = ImageNormalization.UnitInterval,
        };
        var data = VectorRow<byte>.View(_mlContext, images);
        using var initial = Train(data, options with { Epochs = 0 });
        using var trained = _mlContext.FluxTrainers.NeuralImageClassifier(options with { Epochs = 10 }, new TrainingRun { Runner = runner }).Fit(data);
        var rows = images.Select((image, row) => TestRows.Row((uint)(row % 3), [.. image.Select(pixel => pixel / 255f)])).ToList();
        var plain = PlainLoop.Train(
            TorchSharp.torch.nn.Sequential(("image", TorchSharp.torch.nn.Unflatten(1, [1, 8, 8])), ("network", initial.Model.CreateModule())),
            rows, 7, 10, parameters => TorchSharp.torch.optim.Adam(parameters, 0.01));

        Assert.That(trained.Weights(), Is.EqualTo(plain).Within(1e-4));
        Assert.That(trained.Weights().Zip(initial.Weights(), (after, before) => Math.Abs(after - before)).Max(), Is.GreaterThan(0.05), "it has moved");
    }

    [Test]
    public void A_model_is_trained_further_on_new_images_with_its_own_normalization()
    {
        var darker = VectorRow<byte>.View(_mlContext, [.. ImageData.Rows(30).Select(row => Array.ConvertAll(row.Bytes, pixel => (byte)(pixel / 2)))]);
        using var further = _mlContext.FluxTrainers.NeuralImageClassifier(_options).PartialFit(darker, _model);

        Assert.That(further.Model.ImageNormalization, Is.EqualTo(_model.Model.ImageNormalization));
        Assert.That(further.History.Epochs, Is.EqualTo(_model.History.Epochs + 1));
    }

    [Test]
    public void A_model_of_gray_images_is_not_trained_further_on_color_images()
    {
        var trainer = _mlContext.FluxTrainers.NeuralImageClassifier(_options with { Channels = null, Epochs = 1 });
        using var gray = trainer.Fit(VectorRow<byte>.View(_mlContext, [.. Enumerable.Repeat(new byte[64], 6)]));
        var color = VectorRow<byte>.View(_mlContext, [.. Enumerable.Repeat(new byte[3 * 64], 6)]);

        Assert.That(() => trainer.PartialFit(color, gray), Throws.InvalidOperationException.With.Message.EqualTo(
            "Column 'Image' holds other images than those of column 'Image' that the earlier model takes: "
            + "3 channels of 8 x 8 pixels instead of 1 channel of 8 x 8 pixels."));
    }

    [Test]
    public void Validation_images_are_those_of_the_training_s_size()
    {
        using var other = Pictures.Plain(9, 9);
        var open = _options with { Height = null, Width = null };

        Assert.That(
            () => _mlContext.FluxTrainers.NeuralImageClassifier(open).Fit(View(_rows), validation: View([new ImageRow { Image = other }])),
            Throws.InvalidOperationException.With.Message.StartsWith(
                "Column 'Image' in row 0 holds an image of 9 x 9 pixels (height x width), but those before have 8 x 8."));
    }

    [Test]
    public void The_short_form_names_columns_and_network()
    {
        var trainer = _mlContext.FluxTrainers.NeuralImageClassifier("Kind", "Photo", "Weight", new ResNetBuilder());

        Assert.That(trainer.Options, Is.EqualTo(new NeuralImageClassifierOptions
        {
            LabelColumnName = "Kind",
            ImageColumnName = "Photo",
            ExampleWeightColumnName = "Weight",
            Builder = new ResNetBuilder(),
        }));
    }

    [Test]
    public void Options_survive_their_text()
    {
        var options = _options with
        {
            Augmentation = new() { HorizontalFlip = true, Shift = 2, SmallestCrop = 0.7 },
            Normalization = ImageNormalization.ImageNet,
            ImageFolder = "photos",
            PixelOrder = PixelOrder.ChannelsLast,
        };

        Assert.That(OptionsJson.Read<NeuralImageClassifierOptions>(OptionsJson.Write(options), new NamedOptions("")), Is.EqualTo(options));
    }

    private IDataView View<TRow>(IEnumerable<TRow> rows)
        where TRow : class => _mlContext.Data.LoadFromEnumerable(rows);

    private NeuralTransformer Train(IDataView data, NeuralImageClassifierOptions options) =>
        _mlContext.FluxTrainers.NeuralImageClassifier(options).Fit(data);

    private static float[][] Scores(NeuralTransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float[]>("Score")];

    private sealed class Scored
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
