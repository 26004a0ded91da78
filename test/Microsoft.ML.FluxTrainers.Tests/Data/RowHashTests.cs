// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The hash of rows, beside numbers of another program (its own table of CRC-32C in Python, checked with the check value of that sum, 0xE3069283 for "123456789").</summary>
public sealed class RowHashTests
{
    [TestCase(0, 256, "15658FBDEB68834F18087B5CE60577AE")]
    [TestCase(32, 256, "14FEC79E70F7E62C2D9A69FF4993484D")]
    [TestCase(1000, 251, "0ACC41DB6D761F5741D4C28719FE69A7")]
    public void A_hash_is_that_of_another_program(int length, int modulus, string expected) =>
        Assert.That(Of(Bytes(length, modulus)), Is.EqualTo(expected));

    [Test]
    public void Pieces_do_not_matter()
    {
        var bytes = Bytes(1000, 251);
        var random = new RandomStream(1);
        for (var trial = 0; trial < 50; trial++)
        {
            var pieces = new List<byte[]>();
            for (var at = 0; at < bytes.Length;)
            {
                var length = Math.Min((int)(random.NextDouble() * 70), bytes.Length - at);
                pieces.Add(bytes[at..(at + length)]);
                at += length;
            }

            Assert.That(Of([.. pieces]), Is.EqualTo(Of(bytes)));
        }
    }

    [Test]
    public void A_change_an_exchange_and_another_length_are_noticed()
    {
        var bytes = new byte[160];
        var all = new HashSet<string> { Of(bytes) };
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] = 1;
            Assert.That(all.Add(Of(changed)), $"byte {i}");
            Assert.That(all.Add(Of(bytes[..i])), $"length {i}");
        }

        var rows = Bytes(160, 256);
        Assert.That(Of([.. rows[32..64], .. rows[..32], .. rows[64..]]), Is.Not.EqualTo(Of(rows)));
    }

    [Test]
    public void A_hash_begins_anew_once_it_is_taken()
    {
        var hash = new RowHash();
        hash.Append(Bytes(77, 256));
        var first = hash.GetHashAndReset();
        hash.Append(Bytes(77, 256));

        Assert.That(hash.GetHashAndReset(), Is.EqualTo(first));
    }

    private static byte[] Bytes(int length, int modulus) => [.. Enumerable.Range(0, length).Select(i => (byte)(i % modulus))];

    private static string Of(params byte[][] pieces)
    {
        var hash = new RowHash();
        foreach (var piece in pieces)
        {
            hash.Append(piece);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
