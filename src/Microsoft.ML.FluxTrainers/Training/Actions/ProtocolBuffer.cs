// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A message in the protocol-buffers wire format, field after field.</summary>
internal sealed class ProtocolBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Integer(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
    }

    public void Double(int field, double value)
    {
        Varint(((ulong)field << 3) | 1);
        Fixed(value);
    }

    public void Single(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    public void Text(int field, string text) => Block(field, Encoding.UTF8.GetBytes(text));

    public void Message(int field, ProtocolBuffer message) => Block(field, message.Bytes);

    public void Doubles(int field, ReadOnlySpan<double> values)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)values.Length * sizeof(double));
        foreach (var value in values)
        {
            Fixed(value);
        }
    }

    private void Block(int field, ReadOnlySpan<byte> content)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)content.Length);
        _bytes.Write(content);
    }

    private void Fixed(double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    private void Varint(ulong value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            _bytes.Write([(byte)(value | 0x80)]);
        }

        _bytes.Write([(byte)value]);
    }
}
