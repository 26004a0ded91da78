// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Folders that are flushed to the disk.</summary>
public sealed class FolderEntriesTests
{
    [Test]
    [Platform(Exclude = "Win")]
    public void The_entries_of_a_folder_are_flushed_wherever_the_system_can_open_it()
    {
        using var folder = new TempFolder();

        Assert.That(FolderEntries.Flush(folder.Path), Is.True);
        Assert.That(FolderEntries.Flush(folder["that is not there"]), Is.False);
    }

    [Test]
    public void Flushing_leaves_no_handle_open()
    {
        using var folder = new TempFolder();
        FolderEntries.Flush(folder.Path);
        if (OperatingSystem.IsLinux())
        {
            Assert.That(
                Directory.GetFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget),
                Has.None.EqualTo(folder.Path));
        }

        Directory.Delete(folder.Path);
        Assert.That(Directory.Exists(folder.Path), Is.False);
        Directory.CreateDirectory(folder.Path);
    }
}
