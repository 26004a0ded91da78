// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A fast hash of much data, the same however it is cut into pieces: to tell whether rows are those of an earlier fit.</summary>
/// <remarks>
/// Four checksums (CRC-32C, for which x86 and ARM64 have an instruction), each of every fourth word of eight bytes, and the length. A change within one word is always found, any other but for
/// one in 2^32. It is no protection against forgery, which nobody gains by. Libraries have better hashes, but .NET compiles those quickly at first, and a short fit would then spend a
/// thirtieth of its time on this.
/// </remarks>
internal sealed class RowHash
{
    private const int Sums = 4;
    private const int BlockBytes = Sums * sizeof(ulong);
    private readonly uint[] _sums = new uint[Sums];
    private readonly byte[] _rest = new byte[BlockBytes];
    private long _length;

    public RowHash() => Reset();

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var held = (int)(_length % BlockBytes);
        _length += bytes.Length;
        if (held > 0)
        {
            var taken = Math.Min(BlockBytes - held, bytes.Length);
            bytes[..taken].CopyTo(_rest.AsSpan(held));
            bytes = bytes[taken..];
            if (held + taken < BlockBytes)
            {
                return;
            }

            AddBlocks(_rest);
        }

        var whole = bytes.Length / BlockBytes * BlockBytes;
        AddBlocks(bytes[..whole]);
        bytes[whole..].CopyTo(_rest);
    }

    /// <summary>The hash of all bytes; the next one begins anew.</summary>
    public byte[] GetHashAndReset()
    {
        _rest.AsSpan((int)(_length % BlockBytes)).Clear();
        AddBlocks(_rest);
        var hash = new byte[Sums * sizeof(uint)];
        for (var i = 0; i < Sums; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(i * sizeof(uint)), BitOperations.Crc32C(_sums[i], (ulong)_length));
        }

        Reset();
        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlocks(ReadOnlySpan<byte> blocks)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(blocks);
        var (s0, s1, s2, s3) = (_sums[0], _sums[1], _sums[2], _sums[3]);
        for (var i = 0; i <= words.Length - Sums; i += Sums)
        {
            s0 = BitOperations.Crc32C(s0, words[i]);
            s1 = BitOperations.Crc32C(s1, words[i + 1]);
            s2 = BitOperations.Crc32C(s2, words[i + 2]);
            s3 = BitOperations.Crc32C(s3, words[i + 3]);
        }

        (_sums[0], _sums[1], _sums[2], _sums[3]) = (s0, s1, s2, s3);
    }

    private void Reset()
    {
        _length = 0;
        for (var i = 0; i < Sums; i++)
        {
            _sums[i] = ~(uint)i; // not 0, which zeros would leave as it is
        }
    }
}
