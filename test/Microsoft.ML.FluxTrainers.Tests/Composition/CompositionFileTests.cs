// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Whatever the file of a composition holds: it loads, or ends in one clear error.</summary>
public sealed class CompositionFileTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    private static readonly Lazy<byte[]> _saved = new(() =>
    {
        var data = Growth.View(_mlContext);
        var trainer = _mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Builder = new MlpBuilder(2), Epochs = 1 });
        using var model = _mlContext.FluxTrainers.Bagging(_mlContext.FluxTrainers.TransformedTarget(trainer, TargetTransformation.Quantile), members: 2).Fit(data);
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, data.Schema, stream);
        return stream.ToArray();
    });

    [Test]
    public void The_model_itself_loads() => Assert.That(Outcome(_saved.Value), Is.EqualTo("loaded"));

    [Test]
    public void A_missing_part_is_named() =>
        Assert.That(Outcome(Without("part1/")), Is.EqualTo("The model is damaged: of its 2 parts, 'part1' is missing."));

    [Test]
    public void A_missing_manifest_is_named() =>
        Assert.That(Outcome(WithManifest("TransformerChain", _ => null)), Does.StartWith("The model has no section 'manifest.json'"));

    [TestCase("NoComposition")]
    [TestCase("Process")]
    [TestCase("LogTransformation")]
    public void A_composition_that_is_none_is_refused(string name) => Assert.That(
        Outcome(WithManifest("", manifest => With(manifest, () => manifest["composition"]!["$type"] = name))), Does.Contain($"there is no ModelComposition '{name}'"));

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(3)]
    [TestCase(1_000_000_000)]
    public void A_wrong_number_of_parts_is_refused(int count) =>
        Assert.That(Outcome(WithManifest("", manifest => With(manifest, () => manifest["parts"] = count))), Does.StartWith("The model is damaged"));

    [Test]
    public void A_composition_of_one_part_cannot_have_two() => Assert.That(
        Outcome(WithManifest("part0", manifest => With(manifest, () => manifest["parts"] = 2))), Is.EqualTo("The model is damaged: a TargetComposition cannot have 2 parts."));

    [Test]
    public void Settings_out_of_range_are_refused() => Assert.That(
        Outcome(WithManifest("part0", manifest => With(manifest, () => manifest["composition"]!["transformation"]!["quantiles"] = new JsonArray(2, 1)))),
        Does.Contain("Quantiles must be a list of two or more numbers in ascending order"));

    [Test]
    public void A_newer_format_is_refused() => Assert.That(
        Outcome(WithManifest("", manifest => With(manifest, () => (manifest["format"], manifest["minReader"]) = (99, 99)))),
        Does.StartWith("The model was saved by a newer version"));

    [Test]
    public void Flipped_bytes_in_the_manifest_load_or_are_refused()
    {
        var manifest = Encoding.UTF8.GetBytes("""{"format":1,"minReader":1,"parts":2,"composition":{"$type":"BaggingComposition"}}""");
        var outcomes = Damage.Flips(manifest).Where((_, index) => index % 7 == 0).Select(bytes => Outcome(WithSection("", bytes))).ToList();

        Assert.That(Outcome(WithSection("", manifest)), Is.EqualTo("loaded"));
        Assert.That(outcomes, Has.Count.GreaterThan(80).And.All.Not.Contains("UNEXPECTED"));
    }

    [Test]
    public void A_file_cut_anywhere_is_refused() => Assert.That(
        Enumerable.Range(0, 40).Select(part => Outcome(_saved.Value[..(_saved.Value.Length * part / 40)])), Has.None.EqualTo("loaded"));

    private static string Outcome(byte[] bytes)
    {
        try
        {
            var model = new MLContext().Model.Load(new MemoryStream(bytes), out _);
            model.GetOutputSchema(Growth.View(_mlContext).Schema);
            return "loaded";
        }
        catch (Exception error)
        {
            return error.GetBaseException() is InvalidDataException or FormatException or InvalidOperationException or ArgumentOutOfRangeException
                ? error.GetBaseException().Message
                : $"UNEXPECTED {error.GetBaseException()}";
        }
    }

    private static JsonNode With(JsonNode node, Action change)
    {
        change();
        return node;
    }

    private static byte[] WithManifest(string folder, Func<JsonNode, JsonNode?> change)
    {
        using var zip = new ZipArchive(new MemoryStream(_saved.Value));
        using var stream = Manifest(zip, folder).Open();
        return WithSection(folder, change(JsonNode.Parse(stream)!) is { } changed ? Encoding.UTF8.GetBytes(changed.ToJsonString()) : null);
    }

    private static byte[] WithSection(string folder, byte[]? content) => Changed(zip =>
    {
        var entry = Manifest(zip, folder);
        var name = entry.FullName;
        entry.Delete();
        if (content is not null)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(content);
        }
    });

    private static byte[] Without(string folder) => Changed(zip =>
    {
        foreach (var entry in zip.Entries.Where(entry => Path(entry).Contains(folder, StringComparison.Ordinal)).ToList())
        {
            entry.Delete();
        }
    });

    /// <summary>The manifest of the composition itself, or of that in the folder of a part.</summary>
    private static ZipArchiveEntry Manifest(ZipArchive zip, string folder)
    {
        var manifests = zip.Entries.Where(entry => entry.Name.EndsWith(SectionNames.Manifest, StringComparison.Ordinal)).OrderBy(entry => Path(entry).Count(c => c == '/')).ToList();
        return folder.StartsWith("part", StringComparison.Ordinal)
            ? manifests.First(entry => Path(entry).Contains(folder, StringComparison.Ordinal))
            : manifests[0];
    }

    private static string Path(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/');

    private static byte[] Changed(Action<ZipArchive> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(_saved.Value);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            change(zip);
        }

        return bytes.ToArray();
    }
}
