// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Images that cannot be trained on or scored: each is named, with what to do.</summary>
public sealed class FaultyImagesTests
{
    private static readonly NeuralImageClassifierOptions _options = new() { Builder = new ConvBuilder(2), Epochs = 1 };
    private readonly MLContext _mlContext = new(seed: 1);
    private TempFolder _folder = null!;

    [SetUp]
    public void Create()
    {
        _folder = new TempFolder();
        using var picture = Pictures.Plain(8, 8, red: 100);
        picture.Save(_folder["good.png"]);
        using var larger = Pictures.Plain(10, 12, red: 100);
        larger.Save(_folder["larger.png"]);
        var noise = Enumerable.Range(0, 64 * 64).Select(i => (byte)(i * 7919 % 251));
        using var noisy = Pictures.Gray(noise, 64, 64);
        noisy.Save(_folder["noise.png"]);
        var png = File.ReadAllBytes(_folder["noise.png"]);
        _folder.Write("cut.png", png[..(png.Length / 2)]);
        _folder.Write("words.png", "These are words."u8.ToArray());
        _folder.Write("empty.png", []);
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Images_of_several_sizes_name_the_row_and_the_file()
    {
        Assert.That(() => Fit("good.png", "good.png", "larger.png"), Refused(
            "Column 'Image' in row 2 names the file 'larger.png', which holds an image of 10 x 12 pixels (height x width), but the first one has 8 x 8. "
            + "Set Height and Width: images are then resized to that. Or resize them first (mlContext.Transforms.ResizeImages)."));
        using var one = Pictures.Plain(8, 8);
        using var other = Pictures.Plain(8, 9);
        Assert.That(() => Fit(Rows(one, other), _options), Refused("Column 'Image' in row 1 holds an image of 8 x 9 pixels (height x width), but the first one has 8 x 8."));
    }

    [TestCase("words.png", "cannot be read as an image (its format is unknown). Repair or remove it; PNG, JPEG, BMP, GIF and WebP can be read.")]
    [TestCase("empty.png", "cannot be read as an image (")]
    [TestCase("cut.png", "is damaged (its end is missing). Repair or remove it.")]
    public void A_damaged_file_is_named(string file, string message) =>
        Assert.That(() => Fit("good.png", file), Refused($"Column 'Image' in row 1 names the file '{file}', which {message}"));

    [Test]
    public void A_missing_file_is_named_with_where_it_was_looked_for() => Assert.That(() => Fit("good.png", "none.png"), Refused(
        $"Column 'Image' in row 1 names the file 'none.png', which does not exist (looked for as {_folder["none.png"]}). "
        + "Relative paths start at the option ImageFolder, or at the current directory."));

    // Four bytes for each of its pixels would be 4.8 GB, and as an int 505 million.
    [TestCase(30_000, 40_000)]
    [TestCase(24_000, 24_000)]
    public void A_file_of_more_pixels_than_an_array_holds_is_named(int height, int width)
    {
        _folder.Write("huge.bmp", BitmapHeader(height, width));
        using var model = Fit("good.png", "good.png", "good.png");
        var message = $"Column 'Image' in row 1 names the file 'huge.bmp', which is too large ({height} x {width} pixels, height x width): "
            + "at most 536870897 pixels can be decoded. Make it smaller, or remove it.";

        Assert.That(() => Fit("good.png", "huge.bmp"), Refused(message));
        Assert.That(() => SmallClassifierScores(model, Paths("good.png", "huge.bmp")), Refused(message));
    }

    [Test]
    public void A_file_that_cannot_be_opened_is_named()
    {
        using var locked = new FileStream(_folder["good.png"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.That(() => Fit("good.png"), Refused("Column 'Image' in row 0 names the file 'good.png', which cannot be opened: The process cannot access the file"));
    }

    [Test]
    public void A_folder_is_no_file()
    {
        Directory.CreateDirectory(_folder["photos"]);

        Assert.That(() => Fit("good.png", "photos"), Refused($"Column 'Image' in row 1 names the file 'photos', which is a folder (looked for as {_folder["photos"]})."));
    }

    [Test]
    public void A_row_without_a_path_is_named() =>
        Assert.That(() => Fit("good.png", ""), Refused("Column 'Image' in row 1 holds no path. Remove such rows first."));

    // As a text file with damaged lines gives them.
    [Test]
    public void A_path_that_no_file_can_have_is_named() => Assert.That(
        () => Fit("good.png", "go\0od.png"),
        Refused("Column 'Image' in row 1 holds a path with a character that no path may have. Repair or remove such rows first."));

    [Test]
    public void A_row_without_an_image_is_named()
    {
        using var picture = Pictures.Plain(8, 8);

        Assert.That(() => Fit(Rows(picture, null), _options), Refused("Column 'Image' in row 1 holds no image. Remove such rows first."));
    }

    [Test]
    public void A_disposed_image_is_named()
    {
        using var picture = Pictures.Plain(8, 8);
        var gone = Pictures.Plain(8, 8);
        gone.Dispose();

        Assert.That(() => Fit(Rows(picture, gone), _options), Refused("Column 'Image' in row 1 holds an image that cannot be read: Object is disposed."));
    }

    [Test]
    public void A_damaged_file_that_another_column_loads_is_named_by_its_row()
    {
        var paths = Paths("good.png", "words.png");
        var loaded = _mlContext.Transforms.LoadImages("Image", _folder.Path, "Image").Fit(paths).Transform(paths);

        Assert.That(() => Fit(loaded, _options), Refused("Column 'Image' in row 1 holds an image that cannot be read: "));
    }

    [Test]
    public void Prediction_names_them_too()
    {
        using var model = Fit("good.png", "good.png", "good.png");
        void Score(string file) => _ = SmallClassifierScores(model, Paths("good.png", file));

        Assert.That(() => Score("larger.png"), Refused(
            "Column 'Image' in row 1 names the file 'larger.png', which holds an image of 10 x 12 pixels (height x width), but the model was trained on 8 x 8. "
            + "Resize it first (mlContext.Transforms.ResizeImages), or train with Height and Width set: images are then resized."));
        Assert.That(() => Score("cut.png"), Refused("Column 'Image' in row 1 names the file 'cut.png', which is damaged"));
        Assert.That(() => Score("none.png"), Refused("Column 'Image' in row 1 names the file 'none.png', which does not exist"));
    }

    [Test]
    public void Pixels_that_are_no_numbers_are_named()
    {
        float[][] images = [[1, 2, 3, 4], [1, 2, float.NaN, 4]];

        Assert.That(
            () => Fit(VectorRow<float>.View(_mlContext, images), _options with { Height = 2, Width = 2, Builder = new ConvBuilder([]) }),
            Refused("Column 'Image' in row 1 holds NaN as number 2 of its pixels. Repair or remove such rows first."));
    }

    [Test]
    public void A_vector_whose_size_is_not_told_is_refused()
    {
        var data = VectorRow<byte>.View(_mlContext, [new byte[12]]);

        Assert.That(() => Fit(data, _options), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.Contains("image column 'Image': expected a vector whose height and width are told by the options Height and Width"));
        Assert.That(() => Fit(data, _options with { Height = 3, Width = 3 }), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.Contains("expected a vector of 1 x 3 x 3 pixels, as Channels, Height and Width say,"));
        Assert.That(() => Fit(data, _options with { Height = 2, Width = 2, Channels = 1 }), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Settings_that_exclude_each_other_are_refused()
    {
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralImageClassifier(_options with { Height = 8 }),
            Throws.ArgumentException.With.Message.EqualTo("Height and Width go together: set both, or neither."));
        Assert.That(
            () => Fit(Paths("good.png"), _options with { Channels = 4 }),
            Throws.ArgumentException.With.Message.StartsWith("Pictures and files have 1 channel (gray) or 3 (red, green, blue), but Channels is 4."));
        Assert.That(() => _options with { Height = 0, Width = 8 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_dry_run_lists_faulty_images_and_goes_on()
    {
        var report = _mlContext.FluxTrainers.NeuralImageClassifier(_options with { ImageFolder = _folder.Path })
            .DryRun(Paths("cut.png", "good.png", "none.png", "good.png"));

        Assert.That(report.RowsRead, Is.EqualTo(4));
        Assert.That(report.InputShape, Is.EqualTo(new[] { 4, 3, 8, 8 }));
        Assert.That(report.Faults.Single(), Does.StartWith(
            "2 of 4 rows have features that stop the training. Column 'Image' in row 0 names the file 'cut.png', which is damaged"));
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralImageClassifier(_options).DryRun(Paths("none.png")),
            Throws.InvalidOperationException.With.Message.Contains("names the file 'none.png', which does not exist"));
    }

    [Test]
    public void Images_without_size_for_the_network_say_so() => Assert.That(
        () => Fit(Paths("good.png", "good.png"), _options with { ImageFolder = _folder.Path, Builder = new VggBuilder() }),
        Throws.InvalidOperationException.With.Message.Contains("Images of 8 x 8 pixels (height x width) are too small: VGG halves them five times"));

    [Test]
    public void A_missing_native_library_names_the_package()
    {
        var missing = new TypeInitializationException("SkiaSharp.SKImageInfo", new DllNotFoundException("Unable to load shared library 'libSkiaSharp'."));

        Assert.That(() => SkiaNative.Run<int>(() => throw missing), Throws.InvalidOperationException
            .With.Message.Contains("'libSkiaSharp'. On Linux, reference the package SkiaSharp.NativeAssets.Linux.NoDependencies")
            .And.InnerException.SameAs(missing));
    }

    /// <summary>A bitmap of three bytes a pixel, without its pixels.</summary>
    private static byte[] BitmapHeader(int height, int width)
    {
        const int Length = 54;
        var header = new byte[Length];
        "BM"u8.CopyTo(header);
        (int Place, int Value)[] numbers = [(2, Length), (10, Length), (14, Length - 14), (18, width), (22, height), (26, 1 | (24 << 16))];
        foreach (var (place, value) in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(place), value);
        }

        return header;
    }

    private static NUnit.Framework.Constraints.Constraint Refused(string message) =>
        Throws.InvalidOperationException.With.Message.StartsWith(message);

    private NeuralTransformer Fit(params string[] files) => Fit(Paths(files), _options with { ImageFolder = _folder.Path });

    private NeuralTransformer Fit(IDataView data, NeuralImageClassifierOptions options) =>
        _mlContext.FluxTrainers.NeuralImageClassifier(options).Fit(data);

    private IDataView Paths(params string[] files) =>
        _mlContext.Data.LoadFromEnumerable(files.Select((file, row) => new PathRow { Image = file, Label = (uint)(row % 3) }));

    private IDataView Rows(params Data.MLImage?[] images) =>
        _mlContext.Data.LoadFromEnumerable(images.Select((image, row) => new ImageRow { Image = image, Label = (uint)(row % 3) }));

    private static int SmallClassifierScores(NeuralTransformer model, IDataView data)
    {
        var scored = model.Transform(data);
        using var cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        var rows = 0;
        while (cursor.MoveNext())
        {
            rows++;
        }

        return rows;
    }
}
