// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Turns numbers into little-endian bytes and back, bit for bit, on any processor.</summary>
internal static class LittleEndian
{
    /// <summary>The bytes of a piece: the most that an array of bytes holds, in whole numbers of any size. Arrays of wider numbers may hold more.</summary>
    public const int BytesPerPiece = 0x7FFFFFC0;

    /// <summary>The bytes of numbers, in pieces: at least one, all but the last of the full size.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="bytesPerPiece">The size, a multiple of that of a number.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> ToPieces<T>(ReadOnlySpan<T> values, int bytesPerPiece = BytesPerPiece)
        where T : unmanaged
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        do
        {
            var count = Math.Min(values.Length, bytesPerPiece / Marshal.SizeOf<T>());
            pieces.Add(ToBytes(values[..count]));
            values = values[count..];
        }
        while (!values.IsEmpty);
        return pieces;
    }

    /// <summary>The numbers of pieces of bytes, each of whole numbers.</summary>
    public static T[] ToNumbers<T>(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
        where T : unmanaged
    {
        var numbers = new T[pieces.Sum(piece => (long)piece.Length / Marshal.SizeOf<T>())];
        var at = 0;
        foreach (var piece in pieces)
        {
            var part = ToNumbers<T>(piece.Span);
            part.CopyTo(numbers, at);
            at += part.Length;
        }

        return numbers;
    }

    public static byte[] ToBytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged =>
        OfThisProcessor(MemoryMarshal.AsBytes(values).ToArray(), Marshal.SizeOf<T>(), BitConverter.IsLittleEndian);

    public static T[] ToNumbers<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(OfThisProcessor(bytes.ToArray(), Marshal.SizeOf<T>(), BitConverter.IsLittleEndian)).ToArray();

    /// <summary>The same bytes where the processor is little endian, else each number's bytes turned round in place.</summary>
    internal static byte[] OfThisProcessor(byte[] bytes, int size, bool isLittleEndian)
    {
        for (var start = 0; !isLittleEndian && start < bytes.Length; start += size)
        {
            bytes.AsSpan(start, size).Reverse();
        }

        return bytes;
    }
}
