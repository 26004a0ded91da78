// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Pictures of a training: a page, or its loss curve alone.</summary>
public static class TrainingReport
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a report as one HTML page that needs no network: losses, metrics, what they suggest and the numbers of each epoch.</summary>
    /// <param name="history">The training, also one that still runs or failed.</param>
    /// <param name="path">The file; an existing one is replaced as a whole.</param>
    /// <param name="title">The heading. Default "Training report".</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveReport(this TrainingHistory history, string path, string title = "Training report") =>
        Compare(path, title, ("", Guard.NotNull(history, nameof(history))));

    /// <summary>Writes a report with several trainings side by side.</summary>
    /// <param name="path">The file; an existing one is replaced as a whole.</param>
    /// <param name="title">The heading.</param>
    /// <param name="runs">The trainings with their names, at least one.</param>
    /// <exception cref="ArgumentException">There is no training, or one has no name or history.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Compare(string path, string title, params IReadOnlyList<(string Name, TrainingHistory History)> runs)
    {
        if (Guard.NotNull(runs, nameof(runs)).Count == 0)
        {
            throw new ArgumentException("runs must hold at least one training.", nameof(runs));
        }

        foreach (var (name, history) in runs)
        {
            Guard.NotNull(name, nameof(name));
            Guard.NotNull(history, nameof(history));
        }

        Write(path, ReportPage.Of(Guard.NotEmpty(title, nameof(title)), runs));
    }

    /// <summary>Writes the loss curves as a picture.</summary>
    /// <param name="history">The training.</param>
    /// <param name="path">The file, ending in ".svg" or ".png"; an existing one is replaced as a whole.</param>
    /// <exception cref="ArgumentException">The file has another ending.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveChart(this TrainingHistory history, string path) => ChartFile.Save(HistoryCharts.Losses(Guard.NotNull(history, nameof(history))), path);

    private static void Write(string path, string text) => WholeFile.Write(path, stream => stream.Write(_utf8.GetBytes(text)));
}
