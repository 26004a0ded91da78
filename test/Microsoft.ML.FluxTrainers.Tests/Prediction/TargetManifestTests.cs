// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What a model predicts, written and read; and what is refused in a file.</summary>
public sealed class TargetManifestTests
{
    private static TargetSpec[] Targets =>
    [
        new NumberTarget(0, 1),
        new QuantileTarget(0, 1, [0.05, 0.5, 0.95]),
        new NormalTarget(0, 1, 0.01),
        new NumbersTarget(["Height", "Größe"], true),
        new NumbersTarget(["0"], false),
        new LabelsTarget(["red", "green"], true, 0.25),
        new BinaryTarget(),
        new BinaryTarget(IsKey: true, Threshold: 0.9),
    ];

    [TestCaseSource(nameof(Targets))]
    public void A_target_reads_back_equal(object target) => Assert.That(Again((TargetSpec)target), Is.EqualTo(target));

    [Test]
    public void A_key_keeps_the_names_of_its_values()
    {
        var values = LabelValueTypes.Named("Text")!.Parse(["mail", "spam"]);

        var read = (BinaryTarget)Again(new BinaryTarget(true, values, 0.3));

        Assert.That(read.Names, Is.EqualTo(new[] { "mail", "spam" }));
        Assert.That((read.IsKey, read.Threshold), Is.EqualTo((true, 0.3)));
    }

    [TestCase("""{"kind":"quantiles","levels":[0.5,0.1]}""")]
    [TestCase("""{"kind":"quantiles","levels":[]}""")]
    [TestCase("""{"kind":"normal","minimumDeviation":0}""")]
    [TestCase("""{"kind":"numbers","isNamed":true,"names":[]}""")]
    [TestCase("""{"kind":"numbers","isNamed":true,"names":[null]}""")]
    [TestCase("""{"kind":"numbers","isNamed":true,"count":0}""")]
    [TestCase("""{"kind":"numbers","isNamed":true}""")]
    [TestCase("""{"kind":"classes","count":2,"labelType":"Text","labels":["a"]}""")]
    [TestCase("""{"kind":"classes","count":2,"labelType":"Int32","labels":["a","b"]}""")]
    [TestCase("""{"kind":"labels","isNamed":true,"names":["a"],"threshold":2}""")]
    [TestCase("""{"kind":"binary","isKey":true,"threshold":0.5,"labelType":"Text","labels":["a","b","c"]}""")]
    [TestCase("""{"kind":"binary","isKey":true,"threshold":0.5,"labelType":"Poem","labels":["a","b"]}""")]
    [TestCase("""{"kind":"sonnet"}""")]
    public void A_target_that_cannot_be_is_refused(string json) =>
        Assert.That(() => Read(json), Throws.Exception.Matches<Exception>(error => error is InvalidDataException || SectionReading.IsDamage(error!)));

    [Test]
    public void Scaling_comes_back_from_its_numbers()
    {
        foreach (var target in Targets.Where(target => target.Scaling.Length > 0))
        {
            var numbers = Enumerable.Range(1, target.Scaling.Length).Select(i => (float)i).ToArray();
            Assert.That(target.WithScaling(numbers).Scaling, Is.EqualTo(numbers));
            Assert.That(target.WithScaling(numbers).WithScaling(target.Scaling), Is.EqualTo(target));
        }
    }

    // Format 1 had the names in the manifest.
    [Test]
    public void A_target_of_format_1_has_its_names_in_the_manifest()
    {
        Assert.That(Read("""{"kind":"numbers","isNamed":true,"names":["Height","Gr\u00F6\u00DFe"]}"""), Is.EqualTo(new NumbersTarget(["Height", "Größe"], true)));
        Assert.That(
            Read("""{"kind":"labels","isNamed":true,"names":["red","green"],"threshold":0.25}"""), Is.EqualTo(new LabelsTarget(["red", "green"], true, 0.25)));
        Assert.That(
            ((ClassTarget)Read("""{"kind":"classes","count":2,"labelType":"Int32","labels":["-1","7"]}""")).Names, Is.EqualTo(new[] { "-1", "7" }));
        Assert.That(
            ((BinaryTarget)Read("""{"kind":"binary","isKey":true,"threshold":0.5,"labelType":"Text","labels":["mail","spam"]}""")).Names,
            Is.EqualTo(new[] { "mail", "spam" }));
        Assert.That(
            ((ClassTarget)Read("""{"kind":"classes","count":2,"labelType":null,"labels":[]}""")).Values, Is.Null);
    }

    private static TargetSpec Again(TargetSpec target)
    {
        var read = Read(Write(target));
        return target.StoredNames is { } names ? TargetManifest.Named(read, names) : read;
    }

    private static string Write(TargetSpec target)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            TargetManifest.Write(json, target);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static TargetSpec Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return TargetManifest.Read(document.RootElement);
    }
}
