// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Compression;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the sections of a model from one zip file.</summary>
internal sealed class ZipSectionReader : ISectionReader, IDisposable
{
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Opens the zip.</summary>
    /// <param name="stream">The zip, seekable; stays open.</param>
    /// <exception cref="InvalidDataException">It is not a zip, or has two sections of one name.</exception>
    public ZipSectionReader(Stream stream)
    {
        try
        {
            _zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in _zip.Entries)
            {
                _entries.Add(entry.FullName, entry);
            }
        }
        catch (Exception error) when (error is InvalidDataException || SectionReading.IsDamage(error))
        {
            _zip?.Dispose();
            throw new InvalidDataException($"The model is damaged: its zip cannot be read. {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public bool TryRead(string name, Action<Stream> read)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            return false;
        }

        using var content = entry.Open();
        read(content);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
