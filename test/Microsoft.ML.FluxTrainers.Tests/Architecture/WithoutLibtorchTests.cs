// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What works in a process that has no libtorch at all.</summary>
[Platform("Linux")]
public sealed class WithoutLibtorchTests
{
    private TempFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TempFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void The_types_can_be_listed_initialized_and_registered_with_MlNet()
    {
        var process = Run("idle");

        Assert.That(process.Error, Is.Empty);
        Assert.That(process.Output, Does.Match("initialized [1-9][0-9]+ types").And.Contain("registered").And.Not.Contain("loaded:"));
    }

    [TestCase("dense")]
    [TestCase("norms")]
    public void A_network_that_managed_code_knows_is_trained_saved_loaded_and_asked(string verb)
    {
        var process = Run(verb);

        Assert.That(process.Error, Is.Empty);
        Assert.That(process.Output, Does.Contain("runner managed").And.Contain("micro-accuracy 1.000").And.Contain("loaded and asked: right")
            .And.Not.Contain("loaded: /"));
    }

    [Test]
    public void Every_activation_that_a_sweep_tries_is_trained_with_focal_loss()
    {
        var process = Run("sweep");

        Assert.That(process.Error, Is.Empty);
        Assert.That(process.Output.Split('\n').Count(line => line.EndsWith(": runner managed, accuracy 1.000", StringComparison.Ordinal)), Is.EqualTo(Enum.GetValues<HiddenActivation>().Length));
        Assert.That(process.Output, Does.Not.Contain("loaded: /"));
    }

    [Test]
    public void Any_other_network_says_which_package_to_add()
    {
        var process = Run("torch");

        Assert.That(process.ExitCode, Is.EqualTo(1));
        Assert.That(process.Error, Does.StartWith("TorchNotAvailableException").And.Contain("dotnet add package libtorch-cpu-linux-x64"));
    }

    private TestProcess Run(string verb) =>
        TestProcess.Run(verb, (NativeCache.Variable, _folder["cache"]), ("NUGET_PACKAGES", _folder["none"]));
}
