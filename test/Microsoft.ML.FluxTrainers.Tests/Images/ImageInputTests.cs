// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What becomes of the pixels of images, wherever they come from.</summary>
public sealed class ImageInputTests
{
    // Two rows of three pixels: red, green, blue, and some mixture.
    private static readonly (byte Red, byte Green, byte Blue)[] _pixels =
        [(255, 0, 0), (0, 255, 0), (0, 0, 255), (1, 2, 3), (200, 100, 50), (9, 8, 7)];

    private static readonly NeuralImageClassifierOptions _plain = new() { Normalization = new() { Scale = 1, Mean = [0], Std = [1] } };

    private static readonly float[] _channelByChannel =
        [255, 0, 0, 1, 200, 9, 0, 255, 0, 2, 100, 8, 0, 0, 255, 3, 50, 7];

    private readonly MLContext _mlContext = new();
    private TempFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TempFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [TestCase(true)]
    [TestCase(false)]
    public void A_picture_comes_channel_by_channel(bool isBlueFirst)
    {
        using var picture = Pictures.Color(_pixels, 2, 3, isBlueFirst);
        var images = CollectedImages.Of(View(new ImageRow { Image = picture }), _plain);

        Assert.That(images.Trained.Single(), Is.EqualTo(_channelByChannel));
        Assert.That(images.Predicted.Single(), Is.EqualTo(_channelByChannel));
        Assert.That(images.Input.Shape(3).Row, Is.EqualTo(new[] { 3, 2, 3 }));
    }

    [Test]
    public void A_file_comes_as_the_picture_does()
    {
        using var picture = Pictures.Color(_pixels, 2, 3);
        picture.Save(_folder["a.png"]);
        var images = CollectedImages.Of(View(new PathRow { Image = "a.png" }), _plain with { ImageFolder = _folder.Path });

        Assert.That(images.Trained.Single(), Is.EqualTo(_channelByChannel));
        Assert.That(images.Predicted.Single(), Is.EqualTo(_channelByChannel));
    }

    [Test]
    public void Vectors_come_the_same_in_either_type_and_order()
    {
        byte[] first = [.. _channelByChannel.Select(pixel => (byte)pixel)];
        byte[] last = [.. _pixels.SelectMany(pixel => new[] { pixel.Red, pixel.Green, pixel.Blue })];
        var sized = _plain with { Height = 2, Width = 3 };
        var interleaved = sized with { PixelOrder = PixelOrder.ChannelsLast };
        CollectedImages[] all =
        [
            CollectedImages.Of(VectorRow<byte>.View(_mlContext, [first]), sized),
            CollectedImages.Of(VectorRow<byte>.View(_mlContext, [last]), interleaved),
            CollectedImages.Of(VectorRow<float>.View(_mlContext, [Array.ConvertAll(first, pixel => (float)pixel)]), sized),
            CollectedImages.Of(VectorRow<float>.View(_mlContext, [Array.ConvertAll(last, pixel => (float)pixel)]), interleaved),
        ];

        Assert.That(all.Select(images => images.Trained.Single()), Is.All.EqualTo(_channelByChannel));
        Assert.That(all.Select(images => images.Predicted.Single()), Is.All.EqualTo(_channelByChannel));
        Assert.That(all.Select(images => images.Store), Is.All.TypeOf<ImageStore>(), "whole numbers stay bytes");
        Assert.That(all[0].Store.BytesPerRow, Is.EqualTo(18));
    }

    [Test]
    public void A_vector_of_three_dimensions_tells_its_size()
    {
        var vector = new byte[2 * 3 * 4];
        var first = CollectedImages.Of(VectorRow<byte>.View(_mlContext, [vector], 2, 3, 4), _plain);
        var last = CollectedImages.Of(VectorRow<byte>.View(_mlContext, [vector], 3, 4, 2), _plain with { PixelOrder = PixelOrder.ChannelsLast });

        Assert.That(first.Input.Column.Size, Is.EqualTo(new ImageSize(2, 3, 4)));
        Assert.That(last.Input.Column.Size, Is.EqualTo(new ImageSize(2, 3, 4)));
    }

    [Test]
    public void Numbers_that_are_no_bytes_are_kept_as_they_are_from_the_first_one_on()
    {
        float[][] vectors = [[0, 255, 7, 9], [0.5f, -3, 1e6f, 255], [1, 2, 3, 4]];
        var images = CollectedImages.Of(VectorRow<float>.View(_mlContext, vectors), _plain with { Height = 2, Width = 2 });

        Assert.That(images.Trained, Is.EqualTo(vectors));
        Assert.That(images.Predicted, Is.EqualTo(vectors));
    }

    // The gray values of PIL's convert("L").
    [Test]
    public void Gray_is_how_bright_a_color_looks()
    {
        using var picture = Pictures.Color([(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (10, 20, 30), (200, 100, 50)], 2, 3);
        var images = CollectedImages.Of(View(new ImageRow { Image = picture }), _plain with { Channels = 1 });

        Assert.That(images.Trained.Single(), Is.EqualTo(new float[] { 76, 150, 29, 255, 18, 124 }));
    }

    [Test]
    public void What_is_transparent_in_a_file_is_black()
    {
        using var picture = Pictures.Color([(200, 100, 50), (200, 100, 50)], 1, 2, opacity: 0);
        picture.Save(_folder["a.png"]);
        var images = CollectedImages.Of(View(new PathRow { Image = _folder["a.png"] }), _plain);

        Assert.That(images.Trained.Single(), Is.All.Zero);
    }

    // Between the centers of pixels: a quarter and three quarters of the way.
    [Test]
    public void Small_images_are_enlarged_bilinearly()
    {
        using var picture = Pictures.Gray([0, 100], 1, 2);
        var images = CollectedImages.Of(View(new ImageRow { Image = picture }), _plain with { Channels = 1, Height = 1, Width = 4 });

        Assert.That(images.Trained.Single(), Is.EqualTo(new float[] { 0, 25, 75, 100 }).Within(1));
        Assert.That(images.Predicted.Single(), Is.EqualTo(images.Trained.Single()));
    }

    [Test]
    public void Large_images_are_reduced_without_skipping_pixels()
    {
        var checkers = Enumerable.Range(0, 64 * 64).Select(i => (byte)(((i / 64) + (i % 64)) % 2 == 0 ? 200 : 0));
        using var picture = Pictures.Gray(checkers, 64, 64);
        var images = CollectedImages.Of(View(new ImageRow { Image = picture }), _plain with { Channels = 1, Height = 16, Width = 16 });

        Assert.That(images.Trained.Single(), Is.All.EqualTo(100).Within(2));
    }

    [Test]
    public void Images_of_several_sizes_are_resized_to_the_one_that_is_asked_for()
    {
        using var one = Pictures.Plain(5, 9, red: 40);
        using var other = Pictures.Plain(30, 20, red: 80);
        var images = CollectedImages.Of(
            View(new ImageRow { Image = one }, new ImageRow { Image = other }), _plain with { Height = 6, Width = 7 });

        Assert.That(images.Trained.Select(image => image.Length), Is.All.EqualTo(3 * 6 * 7));
        Assert.That(images.Trained[0][..42], Is.All.EqualTo(40));
        Assert.That(images.Trained[1][..42], Is.All.EqualTo(80));
        Assert.That(images.Trained[1][42..], Is.All.Zero);
    }

    private IDataView View<TRow>(params TRow[] rows)
        where TRow : class => _mlContext.Data.LoadFromEnumerable(rows);
}
