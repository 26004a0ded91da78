// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A shared library's bytes, read as the loader reads them: by address, through the dynamic table. Every access is checked.</summary>
/// <exception cref="InvalidDataException">Thrown by every member where the file points outside itself.</exception>
internal sealed class ElfImage
{
    private const int EntrySize = 16;
    private readonly byte[] _bytes;
    private readonly ElfSegments _segments;
    private readonly Dictionary<ulong, ulong> _dynamic = [];

    public ElfImage(byte[] bytes)
    {
        _bytes = bytes;
        using var stream = new MemoryStream(bytes, writable: false);
        _segments = ElfSegments.Read(stream);
        foreach (var segment in _segments.All.Where(segment => segment.Kind == ElfSegment.Dynamic))
        {
            ReadDynamic((int)segment.Offset, (int)segment.Size / EntrySize);
        }
    }

    /// <summary>The value of a dynamic tag, or null where the file has no such tag.</summary>
    public ulong? Dynamic(ulong tag) => _dynamic.TryGetValue(tag, out var value) ? value : null;

    /// <summary>The position in the file of what is loaded at an address.</summary>
    public int PositionOf(ulong address, ulong size)
    {
        foreach (var segment in _segments.All.Where(segment => segment.Kind == ElfSegment.Loaded))
        {
            var inside = address - segment.Address; // wraps around, to a huge number, where the address lies before the segment
            if (inside <= segment.Size && size <= segment.Size - inside)
            {
                return (int)(segment.Offset + inside);
            }
        }

        throw new InvalidDataException($"it has no {size} bytes at address 0x{address:x}");
    }

    public ushort UInt16(int position) => BinaryPrimitives.ReadUInt16LittleEndian(At(position, 2));

    public uint UInt32(int position) => BinaryPrimitives.ReadUInt32LittleEndian(At(position, 4));

    public ulong UInt64(int position) => BinaryPrimitives.ReadUInt64LittleEndian(At(position, 8));

    /// <summary>A zero-terminated text of the dynamic string table.</summary>
    public string Text(uint offset)
    {
        var size = Dynamic(ElfTag.StringsSize) ?? 0;
        var table = At(PositionOf(Dynamic(ElfTag.Strings) ?? ulong.MaxValue, size), (int)size);
        var length = offset < (uint)table.Length ? table[(int)offset..].IndexOf((byte)0) : -1;
        return length >= 0
            ? Encoding.ASCII.GetString(table.Slice((int)offset, length))
            : throw new InvalidDataException($"it has no text at {offset} of its string table");
    }

    private void ReadDynamic(int position, int count)
    {
        for (var i = 0; i < count; i++, position += EntrySize)
        {
            var tag = UInt64(position);
            if (tag == ElfTag.End)
            {
                return;
            }

            _dynamic[tag] = UInt64(position + 8);
        }
    }

    private ReadOnlySpan<byte> At(int position, int size) =>
        position >= 0 && size >= 0 && size <= _bytes.Length - position
            ? _bytes.AsSpan(position, size)
            : throw new InvalidDataException($"it has no {size} bytes at {position}");
}
