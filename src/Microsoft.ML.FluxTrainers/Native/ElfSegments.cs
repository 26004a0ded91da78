// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The program headers of a 64-bit little-endian ELF file, each checked to lie inside the file.</summary>
/// <remarks>Mapping a file that was cut off ends in SIGBUS, which no handler of ours can turn into an error, so every file is checked
/// before it is loaded. Layout: System V ABI, "Object Files".</remarks>
internal sealed class ElfSegments
{
    private const int HeaderSize = 64;
    private const int EntrySize = 56;

    private ElfSegments(IReadOnlyList<ElfSegment> all) => All = all;

    public IReadOnlyList<ElfSegment> All { get; }

    /// <summary>Reads the program headers of an open file.</summary>
    /// <exception cref="InvalidDataException">The file is not such an ELF file, or parts of it are missing.</exception>
    public static ElfSegments Read(Stream file)
    {
        var header = Bytes(file, 0, HeaderSize);
        if (!header.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            throw new InvalidDataException("it does not start like a 64-bit little-endian ELF file");
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56));
        if (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(54)) != EntrySize || count == 0)
        {
            throw new InvalidDataException("its header names no program headers of the usual size");
        }

        CheckSections(header, file.Length);
        var table = Bytes(file, BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(32)), count * EntrySize);
        var segments = new List<ElfSegment>();
        for (var i = 0; i < count; i++)
        {
            segments.Add(Segment(table.AsSpan(i * EntrySize, EntrySize), file.Length));
        }

        return new ElfSegments(segments);
    }

    /// <summary>Reads the program headers of a file.</summary>
    /// <exception cref="InvalidDataException">The file is not such an ELF file, or parts of it are missing.</exception>
    public static ElfSegments Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file);
    }

    private static ElfSegment Segment(ReadOnlySpan<byte> entry, long fileLength)
    {
        var segment = new ElfSegment(
            BinaryPrimitives.ReadUInt32LittleEndian(entry),
            BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]));
        CheckInside(segment.Offset, segment.Size, fileLength);
        return segment;
    }

    // Nothing loads sections, but they come last: a file without its end is a download that broke off.
    private static void CheckSections(ReadOnlySpan<byte> header, long fileLength)
    {
        var size = (ulong)BinaryPrimitives.ReadUInt16LittleEndian(header[58..]) * BinaryPrimitives.ReadUInt16LittleEndian(header[60..]);
        CheckInside(BinaryPrimitives.ReadUInt64LittleEndian(header[40..]), size, fileLength);
    }

    private static byte[] Bytes(Stream file, ulong offset, int count)
    {
        CheckInside(offset, (ulong)count, file.Length);
        var bytes = new byte[count];
        file.Position = (long)offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void CheckInside(ulong offset, ulong size, long fileLength)
    {
        if (offset > (ulong)fileLength || size > (ulong)fileLength - offset)
        {
            throw new InvalidDataException($"it ends after {fileLength} bytes, before a part of {size} bytes at {offset}");
        }
    }
}
