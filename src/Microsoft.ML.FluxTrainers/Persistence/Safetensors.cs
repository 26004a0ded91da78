// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes and reads tensors in the safetensors layout: plain data, nothing in it is ever run.</summary>
/// <remarks>The layout, as published with the safetensors library: the length of the header (8 bytes, little endian), the
/// header (JSON in UTF-8, padded with spaces), the data of all tensors without holes or overlaps. See docs/model-format.md.</remarks>
internal static class Safetensors
{
    /// <summary>The longest header that is written or read, in bytes.</summary>
    public const int MaxHeaderBytes = 16 << 20;

    private const int PrefixBytes = 8;

    /// <summary>The order of the data: wide elements first, so that each tensor is aligned to its elements; else as given.</summary>
    public static IReadOnlyList<NamedTensor> InFileOrder(IEnumerable<NamedTensor> tensors) =>
        [.. tensors.OrderByDescending(tensor => tensor.Type.ElementBytes())];

    /// <summary>Writes tensors with distinct names.</summary>
    /// <exception cref="ArgumentException">A name is repeated or reserved, or a text is not well-formed Unicode.</exception>
    public static void Write(
        Stream stream, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = InFileOrder(tensors);
        var header = new SafetensorsHeader(Entries(ordered), metadata ?? new Dictionary<string, string>()).ToUtf8();
        if (header.Length > MaxHeaderBytes)
        {
            throw new ArgumentException(
                $"The header would have {header.Length} bytes; at most {MaxHeaderBytes} are allowed.", nameof(tensors));
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (var piece in ordered.SelectMany(tensor => tensor.Pieces))
        {
            stream.Write(piece.Span);
        }
    }

    /// <summary>Reads all that the stream holds from where it stands.</summary>
    /// <param name="stream">The content, to its end.</param>
    /// <param name="limit">The most bytes the content may have, header included.</param>
    /// <exception cref="InvalidDataException">The content is damaged, truncated or too large, with the reason.</exception>
    public static SafetensorsContent Read(Stream stream, long limit)
    {
        var claimed = BinaryPrimitives.ReadUInt64LittleEndian(ClaimedBytes.Read(stream, PrefixBytes, "the header's length"));
        Check(claimed <= MaxHeaderBytes, $"the header claims {claimed} bytes; at most {MaxHeaderBytes} are read");
        var header = SafetensorsHeaderReader.Read(ClaimedBytes.Read(stream, (int)claimed, "the header"));
        var entries = header.Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End).ToList();
        var total = CheckLayout(entries);
        Check(
            total <= limit - PrefixBytes - (long)claimed,
            $"the header claims {total} bytes of data, which is more than the {limit} bytes that the content may have in all");
        var tensors = entries.ConvertAll(entry => ReadTensor(stream, entry));
        Check(stream.ReadByte() < 0, "more bytes follow the last tensor");
        return new SafetensorsContent(tensors, header.Metadata);
    }

    /// <summary>The one error of all damage.</summary>
    public static InvalidDataException Damaged(string reason, Exception? cause = null) =>
        new($"The safetensors content is damaged: {reason}.", cause);

    /// <summary>A text of the content as it is put into a message: a name may have millions of characters.</summary>
    public static string Short(string text) => text.Length <= 100 ? text : $"{text.AsSpan(0, 100)}...";

    private static List<SafetensorsEntry> Entries(IReadOnlyList<NamedTensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataName };
        var entries = new List<SafetensorsEntry>(tensors.Count);
        var begin = 0L;
        foreach (var tensor in tensors)
        {
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"The tensor name '{tensor.Name}' is repeated or reserved.", nameof(tensors));
            }

            entries.Add(new SafetensorsEntry(tensor.Name, tensor.Type, tensor.Shape, begin, begin + tensor.ByteCount));
            begin += tensor.ByteCount;
        }

        return entries;
    }

    private static long CheckLayout(List<SafetensorsEntry> entries)
    {
        var end = 0L;
        foreach (var entry in entries)
        {
            Check(
                entry.Type.TryByteCount(entry.Shape, out var bytes) && entry.End - entry.Begin == bytes,
                $"tensor '{Short(entry.Name)}' of type {entry.Type.FileName()} and shape {entry.Shape} can't lie at {entry.Begin} to {entry.End}");
            Check(entry.Begin == end, $"tensor '{Short(entry.Name)}' begins at {entry.Begin} where {end} was due (a hole or an overlap)");
            var numbers = bytes / entry.Type.ElementBytes();
            Check(numbers <= Array.MaxLength, $"tensor '{Short(entry.Name)}' has {numbers} numbers; at most {Array.MaxLength} are read");
            end = entry.End;
        }

        return end;
    }

    private static NamedTensor ReadTensor(Stream stream, SafetensorsEntry entry)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        var at = entry.Begin;
        do
        {
            var count = (int)Math.Min(entry.End - at, LittleEndian.BytesPerPiece);
            pieces.Add(ClaimedBytes.Read(stream, count, $"tensor '{Short(entry.Name)}'"));
            at += count;
        }
        while (at < entry.End);
        return NamedTensor.FromPieces(entry.Name, entry.Type, entry.Shape, pieces);
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw Damaged(otherwise);
        }
    }
}
