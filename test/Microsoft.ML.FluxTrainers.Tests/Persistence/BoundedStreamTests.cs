// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Compression;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class BoundedStreamTests
{
    [Test]
    public void Passes_on_content_up_to_the_limit()
    {
        using var bounded = new BoundedStream(new MemoryStream([1, 2, 3]), 3, "It");
        using var copy = new MemoryStream();

        bounded.CopyTo(copy);

        Assert.That(copy.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(bounded.Position, Is.EqualTo(3));
    }

    [Test]
    public void Throws_at_the_first_byte_past_the_limit()
    {
        using var bounded = new BoundedStream(new MemoryStream([1, 2, 3, 4]), 3, "It");

        Assert.That(
            () => bounded.CopyTo(Stream.Null),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo("It has more than the 3 bytes that it may have."));
    }

    [Test]
    public void Reads_no_more_than_one_byte_past_the_limit_of_a_packed_bomb()
    {
        using var packed = new MemoryStream();
        using (var pack = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var i = 0; i < 64; i++)
            {
                pack.Write(new byte[1 << 20]);
            }
        }

        packed.Position = 0;
        using var bounded = new BoundedStream(new DeflateStream(packed, CompressionMode.Decompress), 1000, "It");

        Assert.That(packed.Length, Is.LessThan(1 << 17)); // 64 MB in less than 128 kB
        Assert.That(() => bounded.CopyTo(Stream.Null), Throws.TypeOf<InvalidDataException>());
        Assert.That(bounded.Position, Is.EqualTo(1001));
    }

    [Test]
    public void A_limit_of_64_bits_does_not_overflow()
    {
        using var bounded = new BoundedStream(new MemoryStream([1, 2, 3]), long.MaxValue, "It");

        Assert.That(bounded.Read(new byte[8], 0, 8), Is.EqualTo(3));
    }

    [Test]
    public void Leaves_the_other_stream_open()
    {
        using var inner = new MemoryStream([1]);

        new BoundedStream(inner, 1, "It").Dispose();

        Assert.That(inner.ReadByte(), Is.EqualTo(1));
    }

    [Test]
    public void Only_reads_forward()
    {
        using var bounded = new BoundedStream(new MemoryStream(), 1, "It");

        Assert.That((bounded.CanRead, bounded.CanSeek, bounded.CanWrite), Is.EqualTo((true, false, false)));
        Assert.That(() => bounded.Seek(0, SeekOrigin.Begin), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => bounded.Write([1], 0, 1), Throws.TypeOf<NotSupportedException>());
    }
}
