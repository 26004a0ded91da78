// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A file that TensorBoard reads: TFRecords of its Event message.</summary>
/// <remarks>A record is the length of its content (8 bytes), the masked CRC-32C of that, the content and its masked CRC-32C, as TensorFlow's record_writer has it; the content
/// is a protocol buffer of event.proto and summary.proto. TorchSharp's SummaryWriter cannot be used: its times are no seconds, and its tensors would need libtorch.</remarks>
internal sealed class EventFile
{
    private readonly string _path;
    private readonly ProtocolBuffer _values = new();
    private long _step;

    public EventFile(string folder)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture, $"events.out.tfevents.{(long)Now():D10}.{Environment.MachineName}.{Environment.ProcessId}.{Guid.NewGuid():N}"));
        var version = new ProtocolBuffer();
        version.Double(1, Now());
        version.Text(3, "brain.Event:2");
        Append(version.Bytes);
    }

    /// <summary>Begins a step.</summary>
    public void Begin(long step)
    {
        _step = step;
        _values.Clear();
    }

    /// <summary>Adds a number to the step.</summary>
    public void AddScalar(string tag, double value)
    {
        var entry = new ProtocolBuffer();
        entry.Text(1, tag);
        entry.Single(2, (float)value);
        _values.Message(1, entry);
    }

    /// <summary>Adds the distribution of some numbers to the step.</summary>
    public void AddHistogram(string tag, ReadOnlySpan<float> values)
    {
        var entry = new ProtocolBuffer();
        entry.Text(1, tag);
        entry.Message(5, HistogramMessage.Of(values));
        _values.Message(1, entry);
    }

    /// <summary>Writes the step.</summary>
    public void Write()
    {
        var step = new ProtocolBuffer();
        step.Double(1, Now());
        step.Integer(2, _step);
        step.Message(5, _values);
        Append(step.Bytes);
    }

    private void Append(ReadOnlySpan<byte> content)
    {
        var record = new byte[content.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(record, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Masked(record.AsSpan(0, 8)));
        content.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + content.Length), Masked(content));
        using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(record);
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var one in data)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }

    private static double Now() => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds;
}
