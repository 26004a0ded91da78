// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A temporary file of 4-byte words, which goes with this object.</summary>
/// <param name="stream">The file, which removes itself when it is closed.</param>
/// <param name="folder">Its folder, for messages.</param>
/// <param name="need">How many bytes it will take in all, or null where nobody knows.</param>
internal sealed class SpillFile(Stream stream, string folder, long? need) : IDisposable
{
    private readonly object _turn = new();
    private long _length;

    /// <summary>Bytes written so far.</summary>
    public long Length => _length;

    /// <summary>Writes words behind those that are there, and tells where they begin.</summary>
    /// <exception cref="IOException">The disk is full, or failed.</exception>
    public long Append(ReadOnlySpan<float> words)
    {
        var start = _length;
        try
        {
            stream.Position = start;
            stream.Write(MemoryMarshal.AsBytes(words));
            _length += (long)words.Length * sizeof(float);
            return start;
        }
        catch (IOException failure)
        {
            throw new IOException(Explain(failure), failure);
        }
    }

    /// <summary>Reads words.</summary>
    /// <param name="start">Where they begin, in bytes.</param>
    /// <param name="words">Receives them.</param>
    public void Read(long start, Span<float> words)
    {
        lock (_turn) // the position belongs to both
        {
            stream.Position = start;
            stream.ReadExactly(MemoryMarshal.AsBytes(words));
        }
    }

    /// <summary>Gives the disk back what will not be read again, where the system can.</summary>
    /// <param name="start">Where it begins, in bytes.</param>
    /// <param name="bytes">How much it is.</param>
    public void Free(long start, long bytes)
    {
        if (stream is FileStream file)
        {
            FileHoles.Punch(file.SafeFileHandle, start, bytes);
        }
    }

    public void Dispose() => stream.Dispose();

    private string Explain(IOException failure)
    {
        var written = need is { } bytes
            ? FormattableString.Invariant($"{_length} bytes of about {bytes} were written")
            : FormattableString.Invariant($"{_length} bytes were written, and the data does not tell how many are needed");
        return $"The training rows could not be written to a temporary file in '{folder}': {failure.Message.TrimEnd('.')}. {written}; "
            + "the file is removed again. Make room there, name another folder (DataLoading.Spill(folder)), train on fewer rows or features, "
            + "or read the data anew each epoch, without a file (DataLoading.Streaming).";
    }
}
