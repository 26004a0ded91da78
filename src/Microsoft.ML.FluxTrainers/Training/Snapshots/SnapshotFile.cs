// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Compression;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A snapshot: a zip of the sections that a model with training state has of its training.</summary>
internal static class SnapshotFile
{
    /// <summary>The most that a zip's bytes can grow when they are unpacked.</summary>
    private const long MostGrowth = 1032;

    /// <summary>Writes a snapshot; floats are not worth packing.</summary>
    public static void Write(Stream stream, EarlierFit fit)
    {
        using var sections = new ZipSectionWriter(stream, CompressionLevel.NoCompression);
        sections.Write(SectionNames.History, section => TrainingHistoryJson.Write(section, fit.History));
        sections.WriteTrainingState(fit.State);
    }

    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static EarlierFit Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var sections = new ZipSectionReader(stream);
        var history = sections.Read(SectionNames.History, SectionLimits.History, section => TrainingHistoryJson.Read(section));
        var state = sections.ReadTrainingState(Math.Min(stream.Length, int.MaxValue) * MostGrowth)
            ?? throw new InvalidDataException("The snapshot has no training state.");
        return new EarlierFit(state, history) { IsInterrupted = true };
    }
}
