// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class CompositionProcessTests
{
    [Test]
    public void A_process_that_never_names_the_library_predicts_the_same_to_the_last_bit()
    {
        using var folder = new TempFolder();
        var trained = TestProcess.Run($"train-compositions {folder.Path}");
        var loaded = TestProcess.Run($"load-compositions {folder.Path}");

        Assert.That(trained.Error + loaded.Error, Is.Empty);
        Assert.That(
            trained.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]),
            Is.EqualTo(new[] { "bagging", "calibration", "search", "selection", "stack", "stacked-search", "target", "threshold" }));
        Assert.That(loaded.Output, Is.EqualTo(trained.Output));
    }
}
