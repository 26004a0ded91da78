// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NativeLocatorTests
{
    private static readonly NativePlatform _platform = new("linux-x64", "lib", ".so");
    private TempFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TempFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void The_application_folder_comes_before_the_package_cache()
    {
        var beside = _folder.Write("app/libtorch_cpu.so", [1]);
        InCache("libtorch-cpu-linux-x64/2.10.0", "libtorch_cpu.so");

        Assert.That(Locator().FindLibtorch(), Is.EqualTo(new NativeFile("libtorch_cpu.so", beside, "application folder", IsMended: false)));
    }

    [Test]
    public void The_package_cache_is_searched_for_the_versions_that_fit_the_loaded_TorchSharp()
    {
        InCache("libtorch-cpu-linux-x64/2.9.0", "libtorch_cpu.so");
        InCache("torchsharp/0.106.0", "libLibTorchSharp.so");
        Assert.That(Locator().FindLibtorch(), Is.Null);
        Assert.That(Locator().FindTorchSharp(), Is.Null);

        var libtorch = InCache("libtorch-cpu-linux-x64/2.10.0", "libtorch_cpu.so");
        var torchSharp = InCache("torchsharp/0.107.0", "libLibTorchSharp.so");
        Assert.That(Locator().FindLibtorch()!.Path, Is.EqualTo(libtorch));
        Assert.That(Locator().FindTorchSharp()!.Path, Is.EqualTo(torchSharp));
    }

    [TestCase("win-x64", "", ".dll", "torch_cpu.dll")]
    [TestCase("osx-arm64", "lib", ".dylib", "libtorch_cpu.dylib")]
    public void Every_platform_has_its_own_package_and_file_names(string rid, string prefix, string suffix, string expected)
    {
        var path = _folder.Write($"cache/libtorch-cpu-{rid}/2.10.0/runtimes/{rid}/native/{expected}", [1]);
        var locator = new NativeLocator(new(rid, prefix, suffix), [], [new(_folder["cache"], "package cache")]);

        Assert.That(locator.FindLibtorch()?.Path, Is.EqualTo(path));
    }

    private NativeLocator Locator() =>
        new(_platform, [new(_folder["app"], "application folder")], [new(_folder["cache"], "package cache")]);

    private string InCache(string package, string name) => _folder.Write($"cache/{package}/runtimes/linux-x64/native/{name}", [1]);
}
