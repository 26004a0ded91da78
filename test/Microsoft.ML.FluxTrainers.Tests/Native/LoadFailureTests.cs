// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The system's words are glibc's own (dlerror), as .NET passes them on.</summary>
public sealed class LoadFailureTests
{
    private const string InCache = "/cache/libtorch-cpu-linux-x64/2.10.0/runtimes/linux-x64/native/libtorch_cpu.so";
    private static readonly NativeLocator _nowhere =
        new(new NativePlatform("linux-x64", "lib", ".so"), [new("/app", "application folder")], [new("/cache", "package cache")]);

    [Test]
    public void A_missing_libtorch_names_the_file_the_searched_folders_and_the_command() =>
        Assert.That(LoadFailure.MissingLibtorch(_nowhere).Message, Does.Contain("libtorch_cpu.so is in none of /app, /cache.")
            .And.Contain("dotnet add package libtorch-cpu-linux-x64 --version 2.10.0")
            .And.Contain("dotnet add package TorchSharp-cpu --version 0.107.0"));

    [Test]
    public void A_missing_TorchSharp_native_names_its_own_package() =>
        Assert.That(LoadFailure.MissingTorchSharp(_nowhere).Message, Does.Contain("libLibTorchSharp.so is in none of /app, /cache.")
            .And.Contain("dotnet add package TorchSharp --version 0.107.0"));

    [TestCase("linux-musl-x64", "musl (Alpine) cannot load them; use an image based on Debian or Ubuntu.")]
    [TestCase("alpine.3.20-x64", "musl (Alpine) cannot load them; use an image based on Debian or Ubuntu.")]
    [TestCase("linux-arm64", "Torch has no native libraries for linux-arm64.")]
    public void A_platform_without_natives_is_named(string rid, string expected) =>
        Assert.That(LoadFailure.WrongPlatform(rid).Message, Does.Contain(expected));

    [TestCase("libgomp.so.1: cannot open shared object file: No such file or directory", "apt-get install libgomp1")]
    [TestCase("libgomp-98b21ff3.so.1: cannot open shared object file: No such file or directory", "apt-get install libgomp1")]
    [TestCase("libstdc++.so.6: cannot open shared object file: No such file or directory", "apt-get install libstdc++6")]
    [TestCase("libc10.so: cannot open shared object file: No such file or directory", "libc10.so, which it needs, is missing")]
    [TestCase("/lib/libstdc++.so.6: version `GLIBCXX_3.4.22' not found (required by x.so)", "it needs GLIBCXX_3.4.22, which this system lacks")]
    [TestCase("x.so: failed to map segment from shared object: Operation not permitted", "noexec")]
    [TestCase("x.so: file too short", "it is damaged. Delete the folder /cache/libtorch-cpu-linux-x64/2.10.0 and run dotnet restore")]
    [TestCase("x.so: invalid ELF header", "it is damaged.")]
    [TestCase("something new", "see FluxRuntime.Diagnose()")]
    public void What_the_system_says_is_explained_and_kept(string said, string expected)
    {
        var error = LoadFailure.Explain(InCache, new DllNotFoundException(said));

        Assert.That(error.Message, Does.Contain(InCache).And.Contain(expected).And.Contain(said));
        Assert.That(error.InnerException, Is.TypeOf<DllNotFoundException>());
    }

    [Test]
    public void A_libstdcxx_that_is_too_old_names_what_is_needed_and_what_is_there()
    {
        var system = SystemLibraries.Read();
        var error = LoadFailure.TooOld("/x/libLibTorchSharp.so", [new("libstdc++.so.6", "GLIBCXX_3.4.99", 0, false, true)], system);

        Assert.That(error.Message, Does.StartWith("libLibTorchSharp.so of TorchSharp 0.107.0 needs GLIBCXX_3.4.99 of libstdc++.so.6; "
            + $"this system has {system.NewestStandardLibraryVersion ?? "an unknown version"}"));
    }
}
