// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class StrictJsonTests
{
    [Test]
    public void Reads_a_value_that_outlives_the_stream()
    {
        var value = Parse("""{"a":[1,{"a":"ö"}],"b":{"a":null}}""");

        Assert.That(value.GetProperty("a")[1].GetProperty("a").GetString(), Is.EqualTo("ö"));
    }

    [TestCase("", null)]
    [TestCase("{", null)]
    [TestCase("{} {}", null)]
    [TestCase("[1,]", null)]
    [TestCase("// comment\n1", null)]
    [TestCase("""{"a":1,"\u0061":2}""", "The name 'a' stands twice in one object.")]
    [TestCase("""[{"b":{"a":1,"a":2}}]""", "The name 'a' stands twice in one object.")]
    [TestCase("""{"a":"\ud800"}""", "An escaped text is not well-formed Unicode.")]
    [TestCase("""{"\udc00":1}""", "An escaped text is not well-formed Unicode.")]
    public void Refuses_what_is_not_plain(string text, string? message) =>
        Assert.That(
            () => Parse(text), Throws.InstanceOf<JsonException>().With.Message.Matches(message is null ? "." : $"^{message}$"));

    [Test]
    public void Refuses_what_is_not_utf_8()
    {
        using var stream = new MemoryStream([(byte)'"', 0xC0, (byte)'"']);

        Assert.That(() => StrictJson.Parse(stream), Throws.TypeOf<JsonException>().With.Message.EqualTo("The text is not UTF-8."));
    }

    [Test]
    public void Refuses_more_than_64_levels()
    {
        Assert.That(Parse(new string('[', 64) + new string(']', 64)).GetArrayLength(), Is.EqualTo(1));
        Assert.That(() => Parse(new string('[', 65) + new string(']', 65)), Throws.InstanceOf<JsonException>());
    }

    private static JsonElement Parse(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return StrictJson.Parse(stream);
    }
}
