// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Turns numbers into little-endian bytes and back, bit for bit, on any processor.</summary>
internal static class LittleEndian
{
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
