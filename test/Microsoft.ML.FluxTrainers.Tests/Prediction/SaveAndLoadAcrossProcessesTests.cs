// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SaveAndLoadAcrossProcessesTests
{
    private TempFolder _folder = null!;

    [OneTimeSetUp]
    public void Create() => _folder = new TempFolder();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void A_process_that_never_names_the_library_predicts_what_the_training_process_does()
    {
        var trained = TestProcess.Run($"train-models {_folder.Path}");
        Assert.That(trained.Error, Is.Empty);
        var loaded = TestProcess.Run($"load-models {_folder.Path}");

        Assert.That(loaded.ExitCode, Is.Zero, loaded.Error);
        Assert.That(loaded.Error.Split('\n', StringSplitOptions.TrimEntries), Is.EqualTo(
            new[] { "library loaded before: False", "library loaded after: True", "" }));
        var (before, after) = (Words(trained.Output), Words(loaded.Output));
        Assert.That(before.Count(word => word.EndsWith(".zip", StringComparison.Ordinal)), Is.EqualTo(9));
        Assert.That(after, Has.Count.EqualTo(before.Count));
        Assert.Multiple(() =>
        {
            foreach (var (one, other) in before.Zip(after))
            {
                AssertSame(one, other);
            }
        });
    }

    [Test]
    public void Where_no_libtorch_is_a_model_loads_and_only_scoring_stops_with_the_cure()
    {
        var path = _folder["convolution.zip"];
        Assert.That(TestProcess.Run($"train-convolution {path}").Error, Is.Empty);
        var process = TestProcess.Run($"schema {path}", ("NUGET_PACKAGES", _folder["none"]));

        Assert.That(process.Output.Split('\n', StringSplitOptions.TrimEntries), Is.EqualTo(new[]
        {
            "input: Kind, Features",
            "output: Vector<Single, 3>, slots setosa, Grüße, \"x\", virginica",
            "passed through: 30 rows",
            "saved again: True",
            "an engine was made",
            "",
        }));
        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(process.Error, Does.StartWith("TorchNotAvailableException: Torch's native libraries are not there")
            .And.Contain("dotnet add package libtorch-cpu-linux-x64"));
    }

    private static List<string> Words(string output) => [.. output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    private static void AssertSame(string one, string other)
    {
        if (double.TryParse(one, CultureInfo.InvariantCulture, out var number))
        {
            Assert.That(double.Parse(other, CultureInfo.InvariantCulture), Is.EqualTo(number).Within(1e-6));
        }
        else
        {
            Assert.That(other, Is.EqualTo(one));
        }
    }
}
