// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A process that is killed in the middle of a search that it shares with another one. build/soak/search.cs does it with four, many times.</summary>
public sealed class KilledSearchTests
{
    [Test]
    public void The_other_one_takes_its_trial_over_and_leaves_what_one_alone_leaves()
    {
        using var folder = new TempFolder();
        var alone = TestProcess.Run($"search {folder["alone"]} 0");
        var killed = TestProcess.Start(TestProcess.Folder, $"search {folder["shared"]} 60000"); // it stops after its first trial, which it holds
        while (!killed.Process.HasExited && Claims(folder["shared"]) == 0)
        {
            Thread.Sleep(5);
        }

        var other = TestProcess.Start(TestProcess.Folder, $"search {folder["shared"]} 0");
        killed.Process.Kill();
        var half = killed.Finish();
        var survivor = other.Finish();

        Assert.That(alone.ExitCode, Is.Zero, alone.Error);
        Assert.That(half.ExitCode, Is.Not.Zero);
        Assert.That(survivor.ExitCode, Is.Zero, survivor.Error);
        Assert.That(survivor.Output, Is.EqualTo(alone.Output));
        Assert.That(Contents(folder["shared"]), Is.EqualTo(Contents(folder["alone"])).And.Count.EqualTo(7));
    }

    private static int Claims(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*.claim", SearchOption.AllDirectories).Length : 0;

    private static Dictionary<string, string> Contents(string folder) => Directory.GetDirectories(folder).Where(one => !one.EndsWith(".work", StringComparison.Ordinal))
        .SelectMany(one => Directory.GetFiles(one, "*", SearchOption.AllDirectories)).ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllText);
}
