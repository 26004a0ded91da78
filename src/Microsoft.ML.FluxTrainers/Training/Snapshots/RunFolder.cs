// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The files of one run.</summary>
/// <param name="path">The run's folder.</param>
internal sealed class RunFolder(string path)
{
    private const string Extension = ".snapshot";
    private const string Finished = "finished";
    private const string Facts = "run.json";
    private const string Lock = "lock";

    /// <summary>The seed of the latest unfinished run of some options, or null.</summary>
    /// <param name="folder">The folder of all runs.</param>
    /// <param name="options">The hash of the options.</param>
    public static int? FindSeed(string folder, string options)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.GetDirectories(folder)
                    .Where(run => !File.Exists(Path.Combine(run, Finished)) && File.Exists(Path.Combine(run, Facts)))
                    .OrderByDescending(run => File.GetLastWriteTimeUtc(Path.Combine(run, Facts)))
                    .Select(run => SeedOf(Path.Combine(run, Facts), options))
                    .FirstOrDefault(seed => seed is not null)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // the fit will tell
        }
    }

    /// <summary>Whether the run has ended by itself.</summary>
    public bool IsFinished => File.Exists(In(Finished));

    /// <summary>The snapshots, newest first.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.GetFiles(path, "*" + Extension).OrderByDescending(file => file, StringComparer.Ordinal)];

    /// <summary>Makes the folder and keeps others out of it until the stream is disposed.</summary>
    /// <exception cref="IOException">It cannot be made, or another fit is at work in it.</exception>
    public FileStream Open()
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            FolderEntries.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        return new FileStream(In(Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Forgets a finished run, and what writing left unfinished.</summary>
    public void Begin(string options, int seed)
    {
        // The mark goes last: snapshots of a finished run are never resumed.
        Delete(Directory.GetFiles(path, "*" + WholeFile.Unfinished));
        if (IsFinished)
        {
            Delete(Files);
            File.Delete(In(Finished));
        }

        WholeFile.WriteDurably(
            In(Facts),
            stream =>
            {
                using var json = new Utf8JsonWriter(stream);
                json.WriteStartObject();
                json.WriteString("options", options);
                json.WriteNumber("seed", seed);
                json.WriteEndObject();
            });
    }

    /// <summary>Marks the run as finished.</summary>
    public void Finish() => WholeFile.WriteDurably(In(Finished), _ => { });

    /// <summary>Writes a snapshot and forgets all but the newest.</summary>
    public void Write(EarlierFit fit, int keep)
    {
        WholeFile.WriteDurably(In(fit.State.Epoch.ToString("D10", CultureInfo.InvariantCulture) + Extension), stream => SnapshotFile.Write(stream, fit));
        Delete(Files.Skip(keep));
    }

    private static void Delete(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            File.Delete(file);
        }
    }

    private static int? SeedOf(string facts, string options)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(facts));
            return json.RootElement.GetProperty("options").GetString() == options ? json.RootElement.GetProperty("seed").GetInt32() : null;
        }
        catch (Exception error) when (SectionReading.IsDamage(error))
        {
            return null;
        }
    }

    private string In(string name) => Path.Combine(path, name);
}
