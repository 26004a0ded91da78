// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Images in processes of their own.</summary>
public sealed class ImageProcessTests
{
    private TempFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TempFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void A_process_that_never_names_the_library_predicts_images_as_the_training_process_does()
    {
        var trained = TestProcess.Run($"train-images {_folder.Path}");
        Assert.That(trained.Error, Is.Empty);
        var loaded = TestProcess.Run($"load-images {_folder.Path}");

        Assert.That(loaded.Error, Is.Empty);
        Assert.That(loaded.Output, Does.Contain("predicted: red green blue red green blue"));
        Assert.That(loaded.Output, Is.EqualTo(trained.Output));
    }

    // Neither ML.NET's images nor SkiaSharp, of which tables need nothing.
    [TestCase("dense")]
    [TestCase("torch")]
    public void Training_and_predicting_tables_loads_no_library_for_images(string verb)
    {
        var process = TestProcess.Run(verb);

        Assert.That(process.Output, Does.Contain("loaded and asked: right").And.Contain("libraries for images: none"));
    }

    [Test]
    public void No_initializer_touches_the_native_library_for_images() =>
        Assert.That(TestProcess.Run("idle").Output, Does.Contain("registered").And.Not.Contain("libSkiaSharp"));
}
