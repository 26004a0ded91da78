// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Temporary files go, however a fit ends.</summary>
public sealed class SpillFolderTests
{
    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(4), Epochs = 3, Seed = 1 };

    [Test]
    public void A_finished_fit_leaves_nothing()
    {
        using var folder = new TempFolder();
        _options.Fit(TestRows.Blobs(50), run: Spill(folder));

        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void A_failed_fit_leaves_nothing()
    {
        using var folder = new TempFolder();
        var rows = TestRows.Blobs(50);
        rows[40] = TestRows.Row(0, float.NaN, 1);

        Assert.That(() => _options.Fit(rows, run: Spill(folder)), Throws.InvalidOperationException.With.Message.Contains("holds NaN in row 40"));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void A_cancelled_fit_leaves_nothing()
    {
        using var folder = new TempFolder();
        using var source = new CancellationTokenSource();
        var context = new MLContext();
        context.Log += (_, e) =>
        {
            if (e.RawMessage.StartsWith("Epoch 2/", StringComparison.Ordinal))
            {
                source.Cancel();
            }
        };

        Assert.That(
            () => (_options with { Epochs = 1000 }).Fit(context, TestRows.Blobs(50), run: Spill(folder) with { CancellationToken = source.Token }),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void A_killed_process_leaves_at_most_what_the_next_fit_removes()
    {
        using var folder = new TempFolder();
        using var marks = new TempFolder();
        var running = TestProcess.Start(TestProcess.Folder, $"spill {folder.Path} {marks["training"]}");
        try
        {
            Assert.That(() => File.Exists(marks["training"]) || running.Process.HasExited, Is.True.After(60_000, 20));
            Assert.That(running.Process.HasExited, Is.False);
        }
        finally
        {
            running.Process.Kill();
            running.Finish();
        }

        _options.Fit(TestRows.Blobs(50), run: Spill(folder));

        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void The_next_fit_removes_files_without_an_owner_and_no_others()
    {
        using var folder = new TempFolder();
        folder.Write("FluxTrainers-0123456789abcdef0123456789abcdef.rows", [1, 2, 3]);
        var users = folder.Write("my.rows", [1, 2, 3]);
        var used = folder.Write("FluxTrainers-of-another-fit.rows", [1, 2, 3]);
        using (new FileStream(used, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            _options.Fit(TestRows.Blobs(50), run: Spill(folder));

            Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.EquivalentTo(new[] { users, used }));
        }
    }

    [Test]
    public void A_folder_that_is_not_there_is_named()
    {
        using var folder = new TempFolder();

        Assert.That(
            () => _options.Fit(TestRows.Blobs(50), run: new TrainingRun { DataLoading = DataLoading.Spill(folder["missing"]) }),
            Throws.TypeOf<DirectoryNotFoundException>().With.Message.StartsWith($"The folder '{folder["missing"]}' for training rows that do not stay in memory does not exist."));
    }

    private static TrainingRun Spill(TempFolder folder) => new() { DataLoading = DataLoading.Spill(folder.Path), MemoryBudget = 2000 };
}
