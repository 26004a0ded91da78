// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SafetensorsTests
{
    private static readonly float[] _zeroToFive = [0, 1, 2, 3, 4, 5];

    private static readonly byte[] _zeroToFiveBytes =
        [0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64];

    // The expected bytes of these three are those in the unit tests of the safetensors library (Rust).
    [Test]
    public void Writes_the_bytes_of_the_reference_implementation()
    {
        var written = SafetensorsFile.Written([NamedTensor.FromFloats("attn.0", [1, 2, 3], _zeroToFive)]);

        Assert.That(written[..8], Is.EqualTo(new byte[] { 64, 0, 0, 0, 0, 0, 0, 0 }));
        Assert.That(
            Encoding.ASCII.GetString(written, 8, 64),
            Is.EqualTo("""{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}"""));
        Assert.That(written[72..], Is.EqualTo(_zeroToFiveBytes));
    }

    [Test]
    public void Pads_the_header_with_spaces_to_a_multiple_of_8()
    {
        var written = SafetensorsFile.Written([NamedTensor.FromFloats("attn0", [1, 1, 2, 3], _zeroToFive)]);

        Assert.That(written[..8], Is.EqualTo(new byte[] { 72, 0, 0, 0, 0, 0, 0, 0 }));
        Assert.That(
            Encoding.ASCII.GetString(written, 8, 72),
            Is.EqualTo("""{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       """));
        Assert.That(written[80..], Is.EqualTo(_zeroToFiveBytes));
    }

    [Test]
    public void Writes_no_tensors_with_and_without_metadata()
    {
        Assert.That(
            SafetensorsFile.Written([]),
            Is.EqualTo(new byte[] { 8, 0, 0, 0, 0, 0, 0, 0, 123, 125, 32, 32, 32, 32, 32, 32 }));
        Assert.That(
            SafetensorsFile.Written([], new Dictionary<string, string> { ["framework"] = "pt" }),
            Is.EqualTo(SafetensorsFile.Of("""{"__metadata__":{"framework":"pt"}}     """)));
    }

    // Worked by hand: the wide element goes first, so that both lie on multiples of their width.
    [Test]
    public void Puts_wide_elements_first_and_sorts_metadata()
    {
        var written = SafetensorsFile.Written(
            [new("flag", TensorType.Bool, [1], new byte[] { 1 }), NamedTensor.FromInt64s("step", [], [258])],
            new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });

        Assert.That(written, Is.EqualTo(SafetensorsFile.Of(
            """{"__metadata__":{"a":"1","b":"2"},"step":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"""
                + "\"flag\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[8,9]}}      ",
            2, 1, 0, 0, 0, 0, 0, 0, 1)));
        Assert.That((written.Length - 9) % 8, Is.Zero);
    }

    [Test]
    public void What_is_written_comes_back()
    {
        NamedTensor[] tensors =
        [
            NamedTensor.FromInt64s("counter", [1], [long.MinValue]),
            NamedTensor.FromFloats("weight", [2, 3], _zeroToFive),
            NamedTensor.FromFloats("empty", [0, 7], []),
            NamedTensor.FromFloats("größe \"1\"/\\層\U0001F600\u0001", [], [float.NaN]),
            new("half", TensorType.BF16, [2], new byte[] { 1, 2, 3, 4 }),
        ];
        var metadata = new Dictionary<string, string> { ["note"] = "Größe\n\"層\"", [string.Empty] = string.Empty };

        var content = SafetensorsFile.Read(SafetensorsFile.Written(tensors, metadata));

        Assert.That(content.Metadata, Is.EquivalentTo(metadata));
        Assert.That(content.Tensors.Select(Text), Is.EqualTo(tensors.Select(Text)));
    }

    // As tensors of more than 2 GB are, in small.
    [Test]
    public void Pieces_are_written_one_after_the_other()
    {
        var pieces = LittleEndian.ToPieces<float>(_zeroToFive, bytesPerPiece: 8);

        Assert.That(
            SafetensorsFile.Written([NamedTensor.FromPieces("w", TensorType.F32, [2, 3], pieces)]),
            Is.EqualTo(SafetensorsFile.Written([NamedTensor.FromFloats("w", [2, 3], _zeroToFive)])));
    }

    // 2.2 GB claimed by a file of few bytes: such tensors are read, and this one ends too early.
    [Test]
    public void A_tensor_of_more_than_2_GB_is_looked_for_and_one_of_more_numbers_than_an_array_holds_is_refused()
    {
        Assert.That(
            () => SafetensorsFile.Read(SafetensorsFile.Of("""{"w":{"dtype":"F32","shape":[600000000],"data_offsets":[0,2400000000]}} """, 1)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("it ends within tensor 'w', after 1 of 2147483584 bytes"));
        Assert.That(
            () => SafetensorsFile.Read(SafetensorsFile.Of("""{"w":{"dtype":"F32","shape":[2200000000],"data_offsets":[0,8800000000]}}""", 1)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("tensor 'w' has 2200000000 numbers; at most 2147483591 are read"));
    }

    // Written by Python's struct and json: other blanks, other order of fields and tensors, escapes.
    [Test]
    public void Reads_headers_of_another_spelling()
    {
        var content = SafetensorsFile.Read(SafetensorsFile.Of(
            """{ "b": {"data_offsets": [4, 6], "shape": [2], "dtype": "U8"}, "\u0061": {"dtype": "F32", "data_offsets": [0, 4], "shape": [1, 1]}}""",
            0, 0, 128, 63, 7, 8));

        Assert.That(content.Tensors.Select(tensor => tensor.Name), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(content.Tensors[0].ToFloats(), Is.EqualTo(new[] { 1f }));
        Assert.That(content.Tensors[1].Pieces.Single().ToArray(), Is.EqualTo(new byte[] { 7, 8 }));
    }

    [Test]
    public void A_stream_may_arrive_byte_by_byte()
    {
        var bytes = SafetensorsFile.Written([NamedTensor.FromFloats("w", [50_000], new float[50_000])]);
        using var stream = new TricklingStream(bytes);

        Assert.That(Safetensors.Read(stream, bytes.Length).Tensors[0].ByteCount, Is.EqualTo(200_000));
    }

    [TestCase("w", "w")]
    [TestCase("__metadata__", "w")]
    public void Refuses_to_write_a_repeated_or_reserved_name(string first, string second) =>
        Assert.That(
            () => SafetensorsFile.Written([new(first, TensorType.U8, [0], default), new(second, TensorType.U8, [0], default)]),
            Throws.ArgumentException.With.Message.StartsWith($"The tensor name '{first}' is repeated or reserved."));

    [Test]
    public void Refuses_to_write_half_a_surrogate_pair()
    {
        Assert.That(
            () => SafetensorsFile.Written([new("a\ud800", TensorType.U8, [0], default)]), Throws.InstanceOf<ArgumentException>());
        Assert.That(
            () => SafetensorsFile.Written([], new Dictionary<string, string> { ["k"] = "\udc00" }),
            Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Refuses_to_write_a_header_that_it_would_not_read() =>
        Assert.That(
            () => SafetensorsFile.Written([new(new string('n', Safetensors.MaxHeaderBytes), TensorType.U8, [0], default)]),
            Throws.ArgumentException.With.Message.StartsWith("The header would have 16777"));

    private static string Text(NamedTensor tensor) =>
        $"{tensor.Name} {tensor.Type} {tensor.Shape} {Convert.ToHexString(tensor.Pieces.Single().Span)}";
}
