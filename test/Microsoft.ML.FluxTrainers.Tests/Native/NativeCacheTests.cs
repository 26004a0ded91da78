// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NativeCacheTests
{
    private static readonly byte[] _content = [1, 2, 3];
    private TempFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TempFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Places_a_file_under_the_key_and_leaves_no_draft_behind()
    {
        var path = new NativeCache(_folder["cache"]).Place("KEY", "a.so", _content);

        Assert.That(path, Is.EqualTo(_folder[Path.Combine("cache", "KEY", "a.so")]));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(_content));
        Assert.That(AllFiles(), Is.EqualTo(new[] { path }));
    }

    [Test]
    public void Does_not_write_a_file_that_is_there()
    {
        var cache = new NativeCache(_folder["cache"]);
        var path = cache.Place("KEY", "a.so", _content);
        var longAgo = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, longAgo);
        cache.Place("KEY", "a.so", _content);

        Assert.That(File.GetLastWriteTimeUtc(path), Is.EqualTo(longAgo));
    }

    [TestCase(new byte[] { })]
    [TestCase(new byte[] { 1, 2 })]
    [TestCase(new byte[] { 1, 2, 4 })]
    public void Replaces_a_damaged_file(byte[] damaged)
    {
        var path = _folder.Write(Path.Combine("cache", "KEY", "a.so"), damaged);
        new NativeCache(_folder["cache"]).Place("KEY", "a.so", _content);

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(_content));
    }

    [Test]
    public void Many_threads_place_the_same_file()
    {
        var content = new byte[1_000_000];
        new Random(7).NextBytes(content);
        using var start = new Barrier(16);
        var paths = new string[16];
        var threads = Enumerable.Range(0, 16).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            paths[i] = new NativeCache(_folder["cache"]).Place("KEY", "a.so", content);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.That(paths.Distinct(), Is.EqualTo(AllFiles()));
        Assert.That(File.ReadAllBytes(paths[0]), Is.EqualTo(content));
    }

    // Permissions would not stop a test that runs as root, so the folder lies under a file.
    [Test]
    public void A_folder_that_cannot_be_written_to_is_an_error()
    {
        var file = _folder.Write("file", _content);

        Assert.That(() => new NativeCache(Path.Combine(file, "cache")).Place("KEY", "a.so", _content), Throws.InstanceOf<IOException>());
    }

    private string[] AllFiles() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
}
