// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A process that is killed in the middle of a fit with snapshots, and run again. build/soak/kills.cs does it 20 times at random moments.</summary>
public sealed class KilledFitTests
{
    [Test]
    public void It_goes_on_and_ends_with_the_weights_of_an_undisturbed_run()
    {
        using var folder = new TempFolder();
        var undisturbed = TestProcess.Run($"snapshots {folder["undisturbed"]} 0");
        var killed = TestProcess.Start(TestProcess.Folder, $"snapshots {folder["killed"]} 50");
        while (!killed.Process.HasExited && Snapshots(folder["killed"]) < 3)
        {
            Thread.Sleep(5);
        }

        killed.Process.Kill();
        var half = killed.Finish();
        var again = TestProcess.Run($"snapshots {folder["killed"]} 0");

        Assert.That(undisturbed.ExitCode, Is.Zero, undisturbed.Error);
        Assert.That(half.ExitCode, Is.Not.Zero);
        Assert.That(half.Output, Does.Not.Contain("weights"));
        Assert.That(again.ExitCode, Is.Zero, again.Error);
        Assert.That(FirstEpoch(again.Output), Is.GreaterThan(2));
        Assert.That(Weights(again.Output), Is.EqualTo(Weights(undisturbed.Output)));
    }

    private static int Snapshots(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*.snapshot", SearchOption.AllDirectories).Length : 0;

    private static int FirstEpoch(string output) => int.Parse(output.Split('\n')[0]["epoch ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    private static string Weights(string output) => output.Split('\n').Single(line => line.StartsWith("weights ", StringComparison.Ordinal));
}
