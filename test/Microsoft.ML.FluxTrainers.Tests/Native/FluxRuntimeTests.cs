// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class FluxRuntimeTests
{
    [Test]
    public void Reports_versions_devices_and_files_where_torch_works()
    {
        var diagnosis = FluxRuntime.Diagnose();

        Assert.That(diagnosis.TorchWorks, diagnosis.Error ?? "");
        Assert.That(diagnosis.Error, Is.Null);
        Assert.That((diagnosis.TorchSharpVersion, diagnosis.LibtorchVersion), Is.EqualTo(("0.107.0", "2.10.0")));
        Assert.That(diagnosis.Devices[0], Is.EqualTo("cpu"));
        Assert.That(diagnosis.NativeFiles.Select(file => file.Name), Does.Contain(NativePlatform.Current.FileOf("torch_cpu"))
            .And.Contain(NativePlatform.Current.FileOf("LibTorchSharp")));
        Assert.That(diagnosis.NativeFiles.Select(file => file.Source), Has.None.Empty);
    }

    [Test]
    [Platform("Linux")]
    public void Reports_the_C_libraries_on_Linux()
    {
        var diagnosis = FluxRuntime.Diagnose();

        Assert.That(diagnosis.GlibcVersion, Does.Match(@"^2\.\d+$"));
        Assert.That(diagnosis.LibstdcxxVersion, Does.Match(@"^GLIBCXX_3\.4\.\d+$"));
    }

    [Test]
    public void Its_text_has_a_line_for_every_native_file()
    {
        var diagnosis = FluxRuntime.Diagnose();
        var lines = diagnosis.ToString().Split(Environment.NewLine);

        Assert.That(lines[0], Does.StartWith("FluxTrainers ").And.Contain("TorchSharp 0.107.0, libtorch 2.10.0"));
        Assert.That(lines[2], Does.StartWith("Torch works on: cpu"));
        Assert.That(lines[^diagnosis.NativeFiles.Count..], Is.EqualTo(diagnosis.NativeFiles.Select(file => $"  {file}")));
    }

    [Test]
    public void Says_what_is_missing_in_a_process_that_has_no_libtorch()
    {
        using var empty = new TempFolder();
        var process = TestProcess.Run("diagnose", ("NUGET_PACKAGES", empty.Path));

        Assert.That(process.ExitCode, Is.Zero, process.Error);
        Assert.That(process.Output, Does.Contain("Torch does not work: Torch's native libraries are not there")
            .And.Contain($"dotnet add package {TorchPackages.Libtorch(NativePlatform.Current)} --version 2.10.0")
            .And.Contain("works: False"));
    }

    [Test]
    public void Says_which_package_makes_use_of_an_idle_GPU()
    {
        var diagnosis = FluxRuntime.Diagnose() with { Devices = ["cpu"], Gpus = ["Some GPU"] };

        Assert.That(diagnosis.ToString(), Does.Contain("Not used: Some GPU. Reference TorchSharp-cuda-linux or TorchSharp-cuda-windows"));
        Assert.That((diagnosis with { Devices = ["cpu", "cuda:0 (Some GPU)"] }).ToString(), Does.Not.Contain("Not used"));
    }
}
