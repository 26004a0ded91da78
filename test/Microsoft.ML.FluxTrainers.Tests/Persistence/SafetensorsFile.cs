// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Builds safetensors bytes from a header in plain sight, right or wrong.</summary>
internal static class SafetensorsFile
{
    public static byte[] Of(string header, params byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, params byte[] data)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        return [.. prefix, .. header, .. data];
    }

    public static byte[] Written(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    public static SafetensorsContent Read(byte[] bytes, long limit = long.MaxValue)
    {
        using var stream = new MemoryStream(bytes);
        return Safetensors.Read(stream, limit);
    }
}
