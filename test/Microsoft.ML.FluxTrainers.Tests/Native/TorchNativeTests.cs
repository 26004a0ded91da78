// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Security.Cryptography;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Loading happens once in a process, so every case has a process of its own.</summary>
[Platform("Linux")]
public sealed class TorchNativeTests
{
    private const string Shipped = "runtimes/linux-x64/native/libLibTorchSharp.so";
    private const string Libtorch = "libtorch-cpu-linux-x64/2.10.0/runtimes/linux-x64/native";
    private TempFolder _folder = null!;

    private static bool IsMendingNeeded => !ElfMender
        .Examine(File.ReadAllBytes(Path.Combine(TestProcess.Folder, Shipped)), SystemLibraries.Read().Offers).IsNeedless;

    private (string, string?) Cache => (NativeCache.Variable, _folder["cache"]);

    [SetUp]
    public void Create() => _folder = new TempFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Many_threads_load_torch_at_once_and_the_log_hears_of_a_mended_copy_once()
    {
        var process = TestProcess.Run("load 16", Cache);

        Assert.That(process.Error, Is.Empty);
        Assert.That(process.Output, Does.Contain("sum 4").And.Contain("second notice: none"));
        Assert.That(process.Output.Contains("a mended copy is in use: " + _folder["cache"], StringComparison.Ordinal), Is.EqualTo(IsMendingNeeded));
    }

    [Test]
    public void Eight_processes_load_torch_at_once_from_one_empty_cache()
    {
        var running = Enumerable.Range(0, 8).Select(_ => TestProcess.Start(TestProcess.Folder, "load", Cache)).ToList();
        var processes = running.ConvertAll(process => process.Finish());

        Assert.That(processes.Select(process => process.Error), Is.All.Empty);
        Assert.That(processes.Select(process => process.Output), Is.All.Contains("sum 4"));
        Assert.That(CachedFiles(), Has.Length.EqualTo(IsMendingNeeded ? 1 : 0));
    }

    [Test]
    public void The_shipped_file_is_not_changed()
    {
        var path = Path.Combine(TestProcess.Folder, Shipped);
        var before = SHA256.HashData(File.ReadAllBytes(path));
        TestProcess.Run("load", Cache);

        Assert.That(SHA256.HashData(File.ReadAllBytes(path)), Is.EqualTo(before));
    }

    [Test]
    public void A_damaged_copy_in_the_cache_is_replaced()
    {
        Assume.That(IsMendingNeeded);
        TestProcess.Run("load", Cache);
        var copy = CachedFiles().Single();
        var good = File.ReadAllBytes(copy);
        File.WriteAllBytes(copy, good[..1000]);

        Assert.That(TestProcess.Run("load", Cache).Output, Does.Contain("sum 4"));
        Assert.That(File.ReadAllBytes(copy), Is.EqualTo(good));
    }

    // Permissions would not stop a test that runs as root, so the cache folder lies under a file.
    [Test]
    public void A_cache_that_cannot_be_written_to_gives_way_to_a_temporary_folder()
    {
        var file = _folder.Write("file", [1]);
        Directory.CreateDirectory(_folder["tmp"]);
        var process = TestProcess.Run("load", (NativeCache.Variable, Path.Combine(file, "cache")), ("TMPDIR", _folder["tmp"]));

        Assert.That(process.Output, Does.Contain("sum 4"));
        Assert.That(process.Output.Contains($"in use: {_folder["tmp"]}/", StringComparison.Ordinal), Is.EqualTo(IsMendingNeeded));
        Assert.That(Directory.GetFileSystemEntries(_folder["tmp"]), Is.Empty);
    }

    [Test]
    public void Where_no_folder_can_be_written_to_the_error_names_the_variable_to_set()
    {
        Assume.That(IsMendingNeeded);
        var file = _folder.Write("file", [1]);
        var process = TestProcess.Run("load", (NativeCache.Variable, Path.Combine(file, "cache")), ("TMPDIR", file));

        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(process.Error, Does.Contain("Set the environment variable FLUXTRAINERS_NATIVE_CACHE to a folder"));
    }

    [Test]
    public void Mending_can_be_forbidden([Values("off", "OFF")] string off)
    {
        Assume.That(IsMendingNeeded);
        var process = TestProcess.Run("load", (NativeCache.Variable, off));

        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(process.Error, Does.Contain("needs GLIBCXX_3.4.32").And.Contain("FLUXTRAINERS_NATIVE_CACHE=off forbids"));
    }

    [Test]
    public void The_cache_of_the_user_is_used_by_default()
    {
        TestProcess.Run("load", (NativeCache.Variable, null), ("XDG_CACHE_HOME", _folder["cache"]));

        Assert.That(CachedFiles().Select(path => Path.GetRelativePath(_folder["cache"], path).Split('/')[0]),
            Is.EqualTo(IsMendingNeeded ? ["fluxtrainers"] : Array.Empty<string>()));
    }

    [Test]
    public void A_library_that_loads_as_it_is_is_used_untouched()
    {
        var path = Path.Combine(MirrorApplication(), Shipped);
        var original = File.ReadAllBytes(path);
        var good = ElfMender.Examine(original, need => need.Name != "GLIBCXX_3.4.32").Bytes!;
        File.Delete(path);
        File.WriteAllBytes(path, good);
        var process = TestProcess.Start(_folder["app"], "diagnose", Cache).Finish();

        Assert.That(process.Output, Does.Contain($"libLibTorchSharp.so: {path} (application folder)").And.Contain("works: True"));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(good));
        Assert.That(Directory.Exists(_folder["cache"]), Is.False);
    }

    [Test]
    public void Natives_beside_the_application_are_preferred_to_the_package_cache()
    {
        MirrorApplication();
        _folder.Mirror("app/runtimes/linux-x64/native", LibtorchFolder());
        var process = TestProcess.Start(_folder["app"], "diagnose", Cache, ("NUGET_PACKAGES", _folder["none"])).Finish();

        Assert.That(process.Output, Does.Contain($"libtorch_cpu.so: {_folder["app"]}/runtimes/linux-x64/native/libtorch_cpu.so (application folder)")
            .And.Contain("works: True"));
    }

    [Test]
    public void A_libtorch_on_the_library_path_of_the_system_is_found()
    {
        var process = TestProcess.Run("diagnose", Cache, ("NUGET_PACKAGES", _folder["none"]), ("LD_LIBRARY_PATH", LibtorchFolder()));

        Assert.That(process.Output, Does.Contain("libtorch_cpu.so (LD_LIBRARY_PATH)").And.Contain("works: True"));
    }

    [TestCase(1000)]
    [TestCase(100_000)]
    public void A_shipped_file_that_was_cut_off_is_an_error_that_names_it(int length)
    {
        var path = Path.Combine(MirrorApplication(), Shipped);
        var start = File.ReadAllBytes(path)[..length];
        File.Delete(path);
        File.WriteAllBytes(path, start);
        var process = TestProcess.Start(_folder["app"], "load", Cache).Finish();

        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(process.Error, Does.Contain($"The native library {path} is damaged: it ends after {length} bytes"));
    }

    [TestCase("libtorch_cpu.so", "libtorch_cpu.so is damaged: it ends after 5000 bytes")]
    [TestCase("libc10.so", "libc10.so is damaged: it ends after 5000 bytes")]
    public void A_libtorch_file_that_was_cut_off_is_an_error_that_names_it(string name, string expected)
    {
        var path = Path.Combine(_folder.Mirror($"packages/{Libtorch}", LibtorchFolder()), name);
        using (var original = File.OpenRead(path))
        {
            var start = new byte[5000];
            original.ReadExactly(start);
            File.Delete(path);
            File.WriteAllBytes(path, start);
        }

        var process = TestProcess.Run("load", Cache, ("NUGET_PACKAGES", _folder["packages"]));

        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(process.Error, Does.Contain(expected).And.Contain($"Delete the folder {_folder["packages/libtorch-cpu-linux-x64/2.10.0"]}"));
    }

    [Test]
    public void A_missing_OpenMP_library_is_an_error_with_the_command_that_installs_it()
    {
        var native = _folder.Mirror($"packages/{Libtorch}", LibtorchFolder());
        Directory.GetFiles(native, "libgomp*").ToList().ForEach(File.Delete);
        var process = TestProcess.Run("load", Cache, ("NUGET_PACKAGES", _folder["packages"]));

        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(process.Error, Does.Contain("libgomp").And.Contain("apt-get install libgomp1"));
    }

    [Test]
    public void Without_libtorch_every_call_gives_the_same_error_with_the_command_that_adds_it()
    {
        var process = TestProcess.Run("load 4", Cache, ("NUGET_PACKAGES", _folder["packages"]));

        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(process.Error, Does.Contain("4 of 4 threads failed, 1 kinds: Torch's native libraries are not there")
            .And.Contain("dotnet add package libtorch-cpu-linux-x64 --version 2.10.0"));
    }

    [Test]
    public void No_type_initializer_of_the_library_loads_natives()
    {
        var process = TestProcess.Run("idle");

        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(process.Output, Does.Match("initialized [1-9][0-9]+ types").And.Not.Contain("loaded:"));
    }

    // The host follows a link to the program itself, so that one file is a copy.
    private string MirrorApplication()
    {
        var folder = _folder.Mirror("app", TestProcess.Folder);
        var program = Path.Combine(folder, TestProcess.Program);
        File.Delete(program);
        File.Copy(Path.Combine(TestProcess.Folder, TestProcess.Program), program);
        return folder;
    }

    private static string LibtorchFolder() => Path.GetDirectoryName(NativeLocator.ForThisProcess().FindLibtorch()!.Path)!;

    private string[] CachedFiles() =>
        Directory.Exists(_folder["cache"]) ? Directory.GetFiles(_folder["cache"], "*", SearchOption.AllDirectories) : [];
}
