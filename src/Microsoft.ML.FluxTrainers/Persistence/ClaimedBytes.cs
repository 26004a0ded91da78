// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads a number of bytes that a file claims to have, without believing it.</summary>
internal static class ClaimedBytes
{
    private const int FirstStep = 1 << 16;

    /// <summary>Reads exactly so many bytes. The buffer grows with what arrives: never past twice that, or one first step.</summary>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public static byte[] Read(Stream stream, int count, string what)
    {
        var buffer = new byte[Math.Min(count, FirstStep)];
        var filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            if (filled < buffer.Length)
            {
                throw Safetensors.Damaged($"it ends within {what}, after {filled} of {count} bytes");
            }

            if (filled == count)
            {
                return buffer;
            }

            Array.Resize(ref buffer, (int)Math.Min(count, 2L * buffer.Length));
        }
    }
}
