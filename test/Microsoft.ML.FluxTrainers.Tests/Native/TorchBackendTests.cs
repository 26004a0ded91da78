// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>build/TorchBackend.props, evaluated by MSBuild without restoring anything, and what it leaves in an output folder.</summary>
public sealed class TorchBackendTests
{
    private const long MostBytes = 150_000_000;
    private TempFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TempFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [TestCase("cuda-windows", "TorchSharp-cuda-windows")]
    [TestCase("cuda-linux", "TorchSharp-cuda-linux")]
    public void A_CUDA_backend_is_one_package_with_all_its_assets(string backend, string expected)
    {
        var packages = Packages(backend);

        Assert.That(packages.Select(package => package.GetProperty("Identity").GetString()), Is.EqualTo(new[] { expected }));
        Assert.That(packages[0].TryGetProperty("ExcludeAssets", out _), Is.False);
    }

    [TestCase("cpu")]
    [TestCase(null)]
    public void The_CPU_backend_is_the_default_and_leaves_its_files_in_the_package_cache(string? backend)
    {
        var packages = Packages(backend);

        Assert.That(packages.Select(package => package.GetProperty("Identity").GetString()),
            Is.EqualTo(new[] { TorchPackages.Libtorch(NativePlatform.Current) }));
        Assert.That(packages[0].GetProperty("ExcludeAssets").GetString(), Is.EqualTo("all"));
    }

    [Test]
    public void Another_backend_is_refused()
    {
        var process = Msbuild("cpu12", "-t:CheckTorchBackend");

        Assert.That(process.ExitCode, Is.Not.Zero);
        Assert.That(process.Output, Does.Contain("TorchBackend is 'cpu12'; it must be cpu, cuda-windows or cuda-linux."));
    }

    [Test]
    public void The_output_folder_holds_no_natives_of_other_platforms()
    {
        var folders = Directory.GetDirectories(Path.Combine(TestProcess.Folder, "runtimes")).Select(Path.GetFileName).ToList();
        var allowed = new[] { NativePlatform.Current.Rid, NativePlatform.Current.Rid.Split('-')[0], "unix", "any" };

        Assert.That(folders, Is.SubsetOf(allowed).And.Contains(NativePlatform.Current.Rid));
    }

    [Test]
    public void The_output_folder_is_small()
    {
        var files = new DirectoryInfo(TestProcess.Folder).GetFiles("*", SearchOption.AllDirectories);

        Assert.That(files.Sum(file => file.Length), Is.LessThan(MostBytes));
        Assert.That(files.Select(file => file.Name), Does.Not.Contain(NativePlatform.Current.FileOf("torch_cpu")));
    }

    private List<JsonElement> Packages(string? backend)
    {
        var process = Msbuild(backend, "-getItem:PackageReference");
        Assert.That(process.ExitCode, Is.Zero, process.Output + process.Error);
        using var document = JsonDocument.Parse(process.Output);
        return [.. document.RootElement.GetProperty("Items").GetProperty("PackageReference").Clone().EnumerateArray()];
    }

    private TestProcess Msbuild(string? backend, string switches)
    {
        var props = Path.Combine(RepositoryRoot(), "build", "TorchBackend.props");
        var project = _folder.Write("tiny.proj", System.Text.Encoding.UTF8.GetBytes($"<Project><Import Project=\"{props}\" /></Project>"));
        string[] arguments = ["msbuild", project, switches, "-nologo", .. backend is null ? [] : new[] { $"-p:TorchBackend={backend}" }];
        return TestProcess.Dotnet(arguments, ("TorchBackend", null)).Finish();
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(TestProcess.Folder);
        while (!File.Exists(Path.Combine(folder.FullName, "FluxTrainers.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"There is no FluxTrainers.sln above {TestProcess.Folder}.");
        }

        return folder.FullName;
    }
}
