// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SafetensorsDamageTests
{
    private static readonly byte[] _small = SafetensorsFile.Written(
        [NamedTensor.FromInt64s("n", [], [3]), NamedTensor.FromFloats("w", [2, 1], [1, 2]), NamedTensor.FromFloats("e", [0], [])],
        new Dictionary<string, string> { ["k"] = "v" });

    [Test]
    public void Every_truncated_file_is_refused() =>
        Assert.That(
            Damage.Prefixes(_small).Select(bytes => Damage.Outcome(() => SafetensorsFile.Read(bytes))),
            Is.All.EqualTo("refused"));

    [Test]
    public void Every_flipped_byte_is_read_as_something_else_or_refused()
    {
        var outcomes = Damage.Flips(_small).Select(bytes => Damage.Outcome(() => SafetensorsFile.Read(bytes))).ToList();

        Assert.That(outcomes.Distinct(), Is.EquivalentTo(new[] { "read", "refused" }));
    }

    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}""", "the header is not valid JSON")]
    [TestCase("""["a"]""", "the header is not a JSON object in UTF-8")]
    [TestCase(""" {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "the header is not a JSON object in UTF-8")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}{}""", "the header is not valid JSON")]
    [TestCase("""{"\ud800":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "the header is not valid JSON")]
    [TestCase("""{"a":4}""", "tensor 'a' must be StartObject, but is Number")]
    [TestCase("""{"":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "a tensor has an empty name")]
    [TestCase("""{"a":{"shape":[4],"data_offsets":[0,4]}}""", "tensor 'a' lacks its type, shape or data offsets")]
    [TestCase("""{"a":{"dtype":"U8","data_offsets":[0,4]}}""", "tensor 'a' lacks its type, shape or data offsets")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4]}}""", "tensor 'a' lacks its type, shape or data offsets")]
    [TestCase("""{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""", "the type 'F8_E4M3', which this version does not read")]
    [TestCase("""{"a":{"dtype":8,"shape":[4],"data_offsets":[0,4]}}""", "the type of tensor 'a' must be String, but is Number")]
    [TestCase("""{"a":{"dtype":"U8","shape":4,"data_offsets":[0,4]}}""", "the shape of tensor 'a' must be StartArray, but is Number")]
    [TestCase("""{"a":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}}""", "the shape of tensor 'a' must be integers of at least 0")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4.5],"data_offsets":[0,4]}}""", "the shape of tensor 'a' must be integers of at least 0")]
    [TestCase("""{"a":{"dtype":"U8","shape":["4"],"data_offsets":[0,4]}}""", "the shape of tensor 'a' must be integers of at least 0")]
    [TestCase("""{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,4]}}""", "must be integers of at least 0")]
    [TestCase("""{"a":{"dtype":"U8","shape":[[4]],"data_offsets":[0,4]}}""", "the shape of tensor 'a' must be integers of at least 0")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0]}}""", "tensor 'a' has 1 data offsets instead of 2")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}}""", "can't lie at 4 to 0")]
    [TestCase("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,4]}}""", "tensor 'a' of type U8 and shape [3] can't lie at 0 to 4")]
    [TestCase("""{"a":{"dtype":"U8","shape":[9223372036854775807,2,0],"data_offsets":[0,0]}}""", "can't lie at 0 to 0")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4],"x":1}}""", "tensor 'a' has an unknown or repeated field 'x'")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"shape":[4],"data_offsets":[0,4]}}""", "unknown or repeated field 'shape'")]
    [TestCase("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"\u0061":{"dtype":"U8","shape":[0],"data_offsets":[4,4]}}""", "the header names tensor 'a' twice")]
    [TestCase("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}""", "tensor 'a' begins at 1 where 0 was due (a hole or an overlap)")]
    [TestCase("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}""", "tensor 'b' begins at 1 where 2 was due")]
    [TestCase("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "tensor 'b' begins at 2 where 1 was due")]
    [TestCase("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "more bytes follow the last tensor")]
    [TestCase("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}""", "it ends within tensor 'a', after 4 of 5 bytes")]
    [TestCase("""{"__metadata__":{"k":1}}""", "a value of '__metadata__' must be String, but is Number")]
    [TestCase("""{"__metadata__":{"k":"1","k":"2"}}""", "'__metadata__' has 'k' twice")]
    [TestCase("""{"__metadata__":{},"__metadata__":{}}""", "the header has '__metadata__' twice")]
    [TestCase("""{"__metadata__":[]}""", "'__metadata__' must be StartObject, but is StartArray")]
    public void Names_what_is_wrong(string header, string reason) =>
        Assert.That(
            () => SafetensorsFile.Read(SafetensorsFile.Of(header, 1, 2, 3, 4)),
            Throws.TypeOf<InvalidDataException>()
                .With.Message.StartsWith("The safetensors content is damaged: ").And.Message.Contains(reason));

    [Test]
    public void Header_must_be_utf_8() =>
        Assert.That(
            () => SafetensorsFile.Read(SafetensorsFile.Of([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)'}'])),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("the header is not a JSON object in UTF-8"));

    [Test]
    public void At_most_64_sizes_are_read()
    {
        var sizes = string.Join(",", Enumerable.Repeat("1", 65));

        Assert.That(
            () => SafetensorsFile.Read(SafetensorsFile.Of($$$"""{"a":{"dtype":"U8","shape":[{{{sizes}}}],"data_offsets":[0,1]}}""", 1)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("the shape of tensor 'a' must be at most 64 numbers"));
    }

    [Test]
    public void A_message_shows_only_the_beginning_of_a_long_name() =>
        Assert.That(
            () => SafetensorsFile.Read(SafetensorsFile.Of($$"""{"{{new string('n', 100_000)}}":1}""")),
            Throws.TypeOf<InvalidDataException>().With.Message.Length.LessThan(250));

    [TestCase(16_777_217UL)]
    [TestCase(1UL << 40)]
    [TestCase(ulong.MaxValue)]
    public void A_header_that_claims_too_much_is_refused_before_it_is_read(ulong claimed) =>
        Assert.That(
            () => SafetensorsFile.Read([.. BitConverter.GetBytes(claimed), (byte)'{']),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains($"the header claims {claimed} bytes; at most 16777216 are read"));

    [TestCase(1L << 40, "has 1099511627776 numbers; at most")] // a terabyte
    [TestCase(2_000_000_000L, "after 4 of 2000000000 bytes")]
    public void A_tensor_that_claims_too_much_takes_no_memory(long claimed, string reason)
    {
        var bytes = SafetensorsFile.Of($$$"""{"a":{"dtype":"U8","shape":[{{{claimed}}}],"data_offsets":[0,{{{claimed}}}]}}""", 1, 2, 3, 4);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(
            () => SafetensorsFile.Read(bytes), Throws.TypeOf<InvalidDataException>().With.Message.Contains(reason));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void Content_may_be_as_long_as_the_limit_and_no_longer()
    {
        Assert.That(SafetensorsFile.Read(_small, _small.Length).Tensors, Has.Count.EqualTo(3));
        Assert.That(
            () => SafetensorsFile.Read(_small, _small.Length - 1),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("the header claims 16 bytes of data, which is more than"));
    }
}
