// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Compression;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes the sections of a model into one zip file, the same bytes for the same sections.</summary>
/// <param name="stream">Where the zip goes; stays open.</param>
/// <param name="compression">How hard to pack.</param>
internal sealed class ZipSectionWriter(Stream stream, CompressionLevel compression = CompressionLevel.Optimal) : ISectionWriter, IDisposable
{
    private static readonly DateTimeOffset _anyTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive _zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A section of this name was written before.</exception>
    public void Write(string name, Action<Stream> write)
    {
        if (!_names.Add(Guard.NotEmpty(name, nameof(name))))
        {
            throw new ArgumentException($"Section '{name}' was written before.", nameof(name));
        }

        var entry = _zip.CreateEntry(name, compression);
        entry.LastWriteTime = _anyTime;
        using var content = entry.Open();
        write(content);
    }

    /// <summary>Completes the zip.</summary>
    public void Dispose() => _zip.Dispose();
}
