// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class FormatVersionTests
{
    [TestCase("""{"format":1,"minReader":1}""", ExpectedResult = 1)]
    [TestCase("""{"format":7,"minReader":1,"new":true}""", ExpectedResult = 7)]
    public int Reads_a_format_whose_oldest_reader_is_no_newer(string manifest) => Check(manifest);

    [Test]
    public void A_newer_format_asks_for_an_update() =>
        Assert.That(
            () => Check("""{"format":4,"minReader":3}"""),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                "The model was saved by a newer version (format 4); this version reads up to 2. Update the FluxTrainers package."));

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("1")]
    [TestCase("""{"format":1}""")]
    [TestCase("""{"minReader":1}""")]
    [TestCase("""{"format":"1","minReader":1}""")]
    [TestCase("""{"format":1.5,"minReader":1}""")]
    [TestCase("""{"format":99999999999,"minReader":1}""")]
    [TestCase("""{"format":1,"minReader":0}""")]
    [TestCase("""{"format":1,"minReader":2}""")]
    [TestCase("""{"format":null,"minReader":1}""")]
    public void A_missing_or_impossible_version_is_damage(string manifest) =>
        Assert.That(
            () => Check(manifest),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                "The model is damaged: its manifest has no valid format version."));

    [Test]
    public void What_is_written_is_read()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            FormatVersion.Write(json);
            json.WriteEndObject();
        }

        stream.Position = 0;

        Assert.That(FormatVersion.Check(StrictJson.Parse(stream)), Is.EqualTo(FormatVersion.Current));
    }

    private static int Check(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return FormatVersion.Check(document.RootElement);
    }
}
