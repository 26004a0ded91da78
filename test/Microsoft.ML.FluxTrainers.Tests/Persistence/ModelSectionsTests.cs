// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Compression;
using System.Text;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ModelSectionsTests
{
    private static readonly byte[] _model = ModelZip.Of(Write);

    [Test]
    public void A_model_comes_back() => Assert.That(ModelZip.Read(_model, Read), Is.EqualTo("tiny 1 [0.5, -3] 2"));

    [Test]
    public void The_same_model_has_the_same_bytes() => Assert.That(ModelZip.Of(Write), Is.EqualTo(_model));

    [Test]
    public void The_manifest_begins_with_its_version() =>
        Assert.That(
            ModelZip.Read(_model, zip => zip.Read(SectionNames.Manifest, 1000, stream => new StreamReader(stream).ReadToEnd())),
            Is.EqualTo("""{"format":2,"minReader":2,"name":"tiny"}"""));

    [Test]
    public void Sections_that_a_later_version_adds_are_skipped()
    {
        var later = ModelZip.Of(zip =>
        {
            zip.Write("later.bin", stream => stream.WriteByte(255));
            Write(zip);
        });

        Assert.That(ModelZip.Read(later, Read), Is.EqualTo("tiny 1 [0.5, -3] 2"));
    }

    [Test]
    public void A_model_without_history_has_none() =>
        Assert.That(
            ModelZip.Read(
                ModelZip.Of("a", string.Empty),
                zip => zip.TryReadJson(SectionNames.History, SectionLimits.History, json => json.GetArrayLength(), out _)),
            Is.False);

    [Test]
    public void A_newer_model_asks_for_an_update() =>
        Assert.That(
            () => ModelZip.Read(ModelZip.Of("manifest.json", """{"format":3,"minReader":3}"""), zip => zip.ReadManifest(json => 0)),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("The model was saved by a newer version (format 3)"));

    [Test]
    public void A_damaged_manifest_is_named() =>
        Assert.That(
            () => ModelZip.Read(ModelZip.Of("manifest.json", """{"format":1,"""), zip => zip.ReadManifest(json => 0)),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("Section 'manifest.json' of the model is damaged: "));

    [Test]
    public void A_manifest_that_lacks_what_is_looked_for_is_named() =>
        Assert.That(
            () => ModelZip.Read(_model, zip => zip.ReadManifest(json => json.GetProperty("builder"))),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("Section 'manifest.json' of the model is damaged: "));

    [Test]
    public void A_manifest_that_unpacks_into_too_much_is_refused()
    {
        var bomb = ModelZip.Of(zip => zip.Write(SectionNames.Manifest, stream =>
        {
            for (var i = 0; i < 17; i++)
            {
                stream.Write(new byte[1 << 20]);
            }
        }));

        Assert.That(bomb, Has.Length.LessThan(100_000));
        Assert.That(
            () => ModelZip.Read(bomb, zip => zip.ReadManifest(json => 0)),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                "Section 'manifest.json' of the model has more than the 16777216 bytes that it may have."));
    }

    [Test]
    public void A_manifest_that_would_not_be_read_again_is_not_written() =>
        Assert.That(
            () => ModelZip.Of(zip => zip.WriteManifest(json => json.WriteString("name", new string('n', 16 << 20)))),
            Throws.InvalidOperationException.With.Message.StartsWith(
                "The model cannot be saved: its section 'manifest.json' would have 16777252 bytes, and more than 16777216 are not read again."));

    [Test]
    public void Weights_larger_than_the_manifest_says_are_refused() =>
        Assert.That(
            () => ModelZip.Read(_model, zip => zip.ReadWeights(10)), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void Every_truncated_model_is_refused() =>
        Assert.That(
            Damage.Prefixes(_model).Select(bytes => Damage.Outcome(() => ModelZip.Read(bytes, Read))),
            Is.All.EqualTo("refused"));

    [Test]
    public void Every_flipped_byte_of_a_model_is_read_as_something_else_or_refused()
    {
        var outcomes = Damage.Flips(_model).Select(bytes => Damage.Outcome(() => ModelZip.Read(bytes, Read))).ToList();

        Assert.That(outcomes.Distinct(), Is.EquivalentTo(new[] { "read", "refused" }));
    }

    [Test]
    public void Every_flipped_byte_of_the_weights_data_is_noticed()
    {
        using var stream = new MemoryStream();
        WeightsSection.Write(stream, [NamedTensor.FromFloats("w", [2], [0.5f, -3]), new("b", TensorType.U8, [1], new byte[] { 9 })]);
        var bytes = stream.ToArray();

        Assert.That(
            Damage.Flips(bytes, bytes.Length - 9).Select(flipped => Damage.Outcome(() => ReadWeights(flipped))),
            Is.All.EqualTo("refused"));
        Assert.That(Damage.Outcome(() => ReadWeights(bytes)), Is.EqualTo("read"));
    }

    // SHA-256 of the bytes "abc": FIPS 180-2, appendix B.1.
    [Test]
    public void The_checksum_is_the_sha_256_of_the_data()
    {
        using var stream = new MemoryStream();
        WeightsSection.Write(stream, [new("c", TensorType.U8, [1], "c"u8.ToArray()), new("ab", TensorType.U16, [1], "ab"u8.ToArray())]);

        Assert.That(
            SafetensorsFile.Read(stream.ToArray()).Metadata,
            Is.EquivalentTo(new Dictionary<string, string>
            {
                ["format"] = "pt",
                ["fluxtrainers.sha256"] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            }));
    }

    [Test]
    public void Weights_of_another_origin_need_no_checksum() =>
        Assert.That(ReadWeights(SafetensorsFile.Written([NamedTensor.FromFloats("w", [1], [2])])).Single().ToFloats(), Is.EqualTo(new[] { 2f }));

    [Test]
    public void A_section_is_written_once() =>
        Assert.That(
            () => ModelZip.Of(zip =>
            {
                zip.Write("a", stream => stream.WriteByte(1));
                zip.Write("a", stream => stream.WriteByte(2));
            }),
            Throws.ArgumentException.With.Message.StartsWith("Section 'a' was written before."));

    [Test]
    public void Two_sections_of_one_name_are_refused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("a");
            zip.CreateEntry("a");
        }

        Assert.That(
            () => ModelZip.Read(stream.ToArray(), _ => 0),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("The model is damaged: its zip cannot be read."));
    }

    [Test]
    public void What_is_no_zip_is_refused() =>
        Assert.That(
            () => ModelZip.Read(Encoding.UTF8.GetBytes("no zip at all"), _ => 0),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("The model is damaged: its zip cannot be read."));

    private static void Write(ISectionWriter model)
    {
        model.WriteManifest(json => json.WriteString("name", "tiny"));
        model.WriteWeights([NamedTensor.FromFloats("w", [2], [0.5f, -3])]);
        model.WriteJson(SectionNames.History, SectionLimits.History, json =>
        {
            json.WriteStartArray();
            json.WriteNumberValue(0.7);
            json.WriteNumberValue(0.6);
            json.WriteEndArray();
        });
    }

    private static string Read(ISectionReader model)
    {
        var name = model.ReadManifest(json => json.GetProperty("name").GetString());
        var weight = model.ReadWeights(SectionLimits.Weights([new("weight", TensorType.F32, [2])])).Single();
        model.TryReadJson(SectionNames.History, SectionLimits.History, json => json.GetArrayLength(), out var events);
        ValueList<float> values = weight.ToFloats();
        return $"{name} {weight.Shape.Count} {values} {events}";
    }

    private static IReadOnlyList<NamedTensor> ReadWeights(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return WeightsSection.Read(stream, long.MaxValue);
    }
}
