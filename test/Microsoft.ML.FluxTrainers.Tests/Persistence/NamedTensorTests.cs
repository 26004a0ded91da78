// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NamedTensorTests
{
    [Test]
    public void Floats_become_little_endian_bytes_and_come_back()
    {
        var tensor = NamedTensor.FromFloats("w", [2], [1f, -2f]);

        Assert.That(tensor.Type, Is.EqualTo(TensorType.F32));
        Assert.That(tensor.Pieces.Single().ToArray(), Is.EqualTo(new byte[] { 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0 }));
        Assert.That(tensor.ToFloats(), Is.EqualTo(new[] { 1f, -2f }));
    }

    [Test]
    public void Integers_become_little_endian_bytes_and_come_back()
    {
        var tensor = NamedTensor.FromInt64s("step", [], [-2]);

        Assert.That(tensor.Type, Is.EqualTo(TensorType.I64));
        Assert.That(tensor.Pieces.Single().ToArray(), Is.EqualTo(new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }));
        Assert.That(tensor.ToInt64s(), Is.EqualTo(new[] { -2L }));
    }

    [Test]
    public void Bits_of_not_a_number_and_of_negative_zero_are_kept()
    {
        int[] bits = [0x7FC12345, unchecked((int)0xFFA54321), unchecked((int)0x80000000), 1];

        var back = NamedTensor.FromFloats("w", [4], Array.ConvertAll(bits, BitConverter.Int32BitsToSingle)).ToFloats();

        Assert.That(Array.ConvertAll(back, BitConverter.SingleToInt32Bits), Is.EqualTo(bits));
    }

    // As arrays of more than 2 GB are, in small.
    [Test]
    public void Many_numbers_are_bytes_in_several_pieces()
    {
        float[] values = [1, -2, 3, float.NaN, 5];
        var pieces = LittleEndian.ToPieces<float>(values, bytesPerPiece: 8);
        var whole = NamedTensor.FromFloats("w", [5], values);

        Assert.That(pieces.Select(piece => piece.Length), Is.EqualTo(new[] { 8, 8, 4 }));
        Assert.That(pieces.SelectMany(piece => piece.ToArray()), Is.EqualTo(whole.Pieces.Single().ToArray()));
        Assert.That(NamedTensor.FromPieces("w", TensorType.F32, [5], pieces).ToFloats(), Is.EqualTo(values));
        Assert.That(LittleEndian.ToPieces<float>([]).Single().Length, Is.Zero);
    }

    [Test]
    public void A_big_endian_processor_turns_each_number_round() =>
        Assert.That(
            LittleEndian.OfThisProcessor([1, 2, 3, 4, 5, 6, 7, 8], 4, isLittleEndian: false),
            Is.EqualTo(new byte[] { 4, 3, 2, 1, 8, 7, 6, 5 }));

    [Test]
    public void Bytes_must_fit_the_shape() =>
        Assert.That(
            () => new NamedTensor("w", TensorType.F32, [2, 3], new byte[20]),
            Throws.ArgumentException.With.Message.StartsWith(
                "Tensor 'w' of type F32 and shape [2, 3] does not have 20 bytes."));

    [TestCase(-1L)]
    [TestCase(long.MaxValue)]
    public void A_size_must_be_possible(long size) =>
        Assert.That(() => new NamedTensor("w", TensorType.F32, [size], default), Throws.ArgumentException);

    [Test]
    public void A_name_must_not_be_empty() =>
        Assert.That(() => new NamedTensor(string.Empty, TensorType.U8, [0], default), Throws.ArgumentException);

    [Test]
    public void Elements_are_taken_only_as_what_they_are() =>
        Assert.That(
            () => NamedTensor.FromInt64s("step", [1], [1]).ToFloats(),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                "Tensor 'step' has elements of type I64 where F32 was expected."));
}
