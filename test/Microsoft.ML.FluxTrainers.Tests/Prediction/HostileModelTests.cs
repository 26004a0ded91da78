// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Whatever a model file holds: it loads, or ends in one clear error.</summary>
public sealed class HostileModelTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly NetworkBuilder _builder = NetworkBuilder.From("residual", shape => new Residual(shape.Inputs, shape.Outputs));
    private static readonly Lazy<SavedModel> _saved = new(() => Save(new MlpBuilder(3) { Normalization = Normalization.BatchNorm }));
    private static readonly Lazy<SavedModel> _custom = new(() => Save(_builder));

    private static string[] Sections { get; } = [SectionNames.Manifest, SectionNames.Weights, SectionNames.History];

    [OneTimeSetUp]
    public void Register() => _mlContext.FluxTrainers.Register(_builder);

    [Test]
    public void The_model_itself_loads()
    {
        Assert.That(Outcome(_saved.Value), Is.EqualTo("loaded"));
        Assert.That(Outcome(_custom.Value), Is.EqualTo("loaded"));
    }

    [TestCaseSource(nameof(Sections))]
    public void A_missing_section_is_named(string section) =>
        Assert.That(Outcome(_saved.Value.With(section, null)), Does.StartWith($"The model has no section '{section}'"));

    [TestCaseSource(nameof(Sections))]
    public void A_section_cut_anywhere_is_refused(string section)
    {
        var content = _saved.Value[section];
        var lengths = Enumerable.Range(0, 40).Select(part => content.Length * part / 40);

        Assert.That(lengths.Select(length => Outcome(_saved.Value.With(section, content[..length]))), Has.None.EqualTo("loaded"));
    }

    [TestCaseSource(nameof(Sections))]
    public void A_section_of_garbage_is_refused(string section)
    {
        var random = new Random(1);
        var garbage = new byte[1000];
        random.NextBytes(garbage);

        Assert.That(Outcome(_saved.Value.With(section, garbage)), Is.Not.EqualTo("loaded"));
        Assert.That(Outcome(_saved.Value.With(section, "null"u8.ToArray())), Is.Not.EqualTo("loaded"));
        Assert.That(Outcome(_saved.Value.With(section, "[]"u8.ToArray())), Is.Not.EqualTo("loaded"));
        Assert.That(Outcome(_saved.Value.With(section, Encoding.UTF8.GetBytes(new string('[', 1_000_000)))), Is.Not.EqualTo("loaded"));
    }

    [TestCaseSource(nameof(Sections))]
    public void A_small_file_that_unpacks_into_a_huge_section_is_refused(string section)
    {
        var filler = (byte)(section == SectionNames.History ? ',' : ' '); // a history may be long, but each of its values takes memory
        var bomb = _saved.Value.With(section, [.. _saved.Value[section], .. Enumerable.Repeat(filler, 80 << 20)]);

        Assert.That(bomb.Bytes, Has.Length.LessThan(200_000));
        Assert.That(Outcome(bomb), Does.Contain("has more than the").Or.Contains("has more than 20000000 values").Or.Contains("more bytes follow"));
    }

    [Test]
    public void Flipped_bytes_in_the_manifest_load_or_are_refused()
    {
        var flips = Damage.Flips(_saved.Value[SectionNames.Manifest]).Where((_, index) => index % 13 == 0);
        var outcomes = flips.Select(bytes => Outcome(_saved.Value.With(SectionNames.Manifest, bytes))).ToList();

        Assert.That(outcomes, Has.Count.GreaterThan(500));
        Assert.That(outcomes, Is.All.Not.Contains("UNEXPECTED"));
    }

    [Test]
    public void A_file_cut_anywhere_is_refused()
    {
        var bytes = _saved.Value.Bytes;
        var outcomes = Enumerable.Range(0, 100).Select(part => Outcome(new SavedModel(bytes[..(bytes.Length * part / 100)])));

        Assert.That(outcomes, Is.All.Not.Contains("UNEXPECTED").And.All.Not.EqualTo("loaded"));
    }

    [Test]
    public void A_newer_format_asks_for_an_update() =>
        Assert.That(
            Outcome(_saved.Value.WithManifest(manifest => (manifest["format"], manifest["minReader"]) = (9, 9))),
            Does.StartWith("The model was saved by a newer version (format 9)"));

    [TestCaseSource(nameof(Manifests))]
    public void A_manifest_that_makes_no_sense_is_refused(string path, string value, string message)
    {
        var changed = _saved.Value.WithManifest(manifest => Set(manifest, path, JsonNode.Parse(value)));

        Assert.That(Outcome(changed), Does.Contain(message));
    }

    [Test]
    public void A_network_with_more_numbers_than_can_be_counted_is_refused()
    {
        var changed = _saved.Value.WithManifest(manifest =>
        {
            Set(manifest, "target.count", int.MaxValue);
            Set(manifest, "target.labelType", null);
            Set(manifest, "network.layers", JsonNode.Parse(
                """[{"layer": {"$type": "LinearLayer", "bias": true, "inputs": 16, "outputs": 2147483647}, "name": "output"}]"""));
        });

        Assert.That(Outcome(changed), Does.StartWith("Section 'manifest.json' of the model is damaged: Arithmetic operation resulted in an overflow"));
    }

    [Test]
    public void A_type_that_the_file_names_is_never_made()
    {
        foreach (var name in new[] { typeof(Canary).AssemblyQualifiedName, typeof(Canary).FullName, nameof(Canary), "System.Diagnostics.Process, System" })
        {
            var canary = new JsonObject { ["$type"] = name };
            var asLayer = _saved.Value.WithManifest(manifest => Set(manifest, "network.layers.0.layer", canary.DeepClone()));
            var asBuilder = _custom.Value.WithManifest(manifest => Set(manifest, "builder", canary.DeepClone()));
            var besideLayers = _saved.Value.WithManifest(manifest => Set(manifest, "builder", canary.DeepClone()));

            Assert.That(Outcome(asLayer), Does.Contain("there is no Layer '"));
            Assert.That(Outcome(asBuilder), Does.Contain("there is no NetworkBuilder '"));
            Assert.That(Outcome(besideLayers), Is.EqualTo("loaded"), "the layers alone make the network");
        }

        Assert.That(Canary.Made, Is.Zero);
    }

    [Test]
    public void Weights_of_another_shape_than_the_network_are_refused()
    {
        var weights = _saved.Value.Weights().Select(tensor => tensor.Name == "network.dense0.weight"
            ? NamedTensor.FromFloats(tensor.Name, [tensor.Shape[1], tensor.Shape[0]], tensor.ToFloats())
            : tensor).ToList();

        Assert.That(Outcome(_saved.Value.WithWeights(weights)), Does.Contain("its weights do not fit its network"));
    }

    [Test]
    public void Weights_that_the_manifest_does_not_list_are_refused()
    {
        var other = Save(new MlpBuilder(4) { Normalization = Normalization.BatchNorm });

        Assert.That(
            Outcome(_saved.Value.With(SectionNames.Weights, other[SectionNames.Weights])),
            Does.Contain("its weights are not those that its manifest lists").Or.Contains("more than the"));
    }

    [Test]
    public void A_missing_tensor_is_refused()
    {
        foreach (var left in _saved.Value.Weights())
        {
            var others = _saved.Value.Weights().Where(tensor => tensor.Name != left.Name).ToList();
            Assert.That(Outcome(_saved.Value.WithWeights(others)), Does.Contain("The model is damaged: its weights"), left.Name);
        }
    }

    [Test]
    public void A_tensor_too_many_is_refused() =>
        Assert.That(
            Outcome(_saved.Value.WithWeights([.. _saved.Value.Weights(), NamedTensor.FromFloats("network.more", [1], [1])])),
            Does.Contain("its weights do not fit its network"));

    [TestCase(new long[] { 1, 1, 1 }, "abc", "loaded")]
    [TestCase(new long[] { 1, 1 }, "ab", "it has 2 names of 3 classes or targets")]
    [TestCase(new long[] { 1, 1, 2 }, "abc", "the names of what it predicts do not fit it")]
    [TestCase(new long[] { 1, 1, 0 }, "abc", "the names of what it predicts do not fit it")]
    [TestCase(new long[] { 4, -1, 0 }, "abc", "the names of what it predicts do not fit it")]
    public void Names_that_do_not_fit_are_refused(long[] lengths, string letters, string message)
    {
        var weights = _saved.Value.Weights().Select(tensor => tensor.Name switch
        {
            "target.names.lengths" => NamedTensor.FromInt64s(tensor.Name, [lengths.Length], lengths),
            "target.names.letters" => new NamedTensor(
                tensor.Name, TensorType.U16, [letters.Length], LittleEndian.ToBytes<ushort>([.. letters.Select(letter => (ushort)letter)])),
            _ => tensor,
        }).ToList();

        Assert.That(Outcome(_saved.Value.WithWeights(weights)), Does.Contain(message));
    }

    [Test]
    public void Scaling_of_another_width_is_refused()
    {
        var weights = _custom.Value.Weights()
            .Select(tensor => tensor.Name == "input.scale" ? NamedTensor.FromFloats(tensor.Name, [2], [1, 1]) : tensor).ToList();

        Assert.That(Outcome(_custom.Value.WithWeights(weights)), Does.Contain("'input.scale' has 2 numbers where 16 are needed"));
    }

    [Test]
    public void Weights_of_another_type_are_refused()
    {
        var weights = _custom.Value.Weights()
            .Select(tensor => tensor.Name == "network._output.bias" ? new NamedTensor(tensor.Name, TensorType.F16, [3], new byte[6]) : tensor).ToList();

        Assert.That(Outcome(_custom.Value.WithWeights(weights)), Does.Contain("network._output.bias"));
    }

    [Test]
    public void More_weights_than_memory_are_refused_before_they_are_read()
    {
        var claims = _custom.Value.WithManifest(manifest => manifest["tensors"]!.AsArray().Add(
            JsonNode.Parse("""{"name": "network.more", "type": "F32", "shape": [1000000, 1000000, 100]}""")));

        Assert.That(Outcome(claims), Does.Contain("weights of 4E+05 GB").And.Contain("too large for this machine"));
    }

    private static IEnumerable<TestCaseData> Manifests()
    {
        (string Path, string Value, string Message)[] cases =
        [
            ("input.column", "null", "'manifest.json' of the model is damaged: column must not be empty"),
            ("input.column", "7", "'manifest.json' of the model is damaged"),
            ("input.width", "0", "width must be a positive integer"),
            ("input.width", "-16", "width must be a positive integer"),
            ("input.width", "15", "'dense0' (Linear) needs rows of shape [..., 16], but gets [15]"),
            ("input.width", "2000000000", "'dense0' (Linear) needs rows of shape [..., 16]"),
            ("input.width", "1e300", "'manifest.json' of the model is damaged"),
            ("target.kind", "\"weather\"", "predicts something of an unknown kind"),
            ("target.count", "4", "gives rows of shape [3] where 4 numbers are needed"),
            ("target.count", "-1", "it has -1 classes"),
            ("target.count", "2147483647", "gives rows of shape [3] where 2147483647 numbers are needed"),
            ("target.labelType", "null", "loaded"), // classes without names: nothing wrong with that
            ("target.labelType", "\"System.String\"", "labels of the unknown type 'System.String'"),
            ("target.labelType", "\"Int32\"", "the names of what it predicts do not fit it"),
            ("target.labels", "[null, \"b\", \"c\"]", "'manifest.json' of the model is damaged: label must not be null"),
            ("target.labels", "[]", "it has 0 names of 3 classes or targets"),
            ("target.labels", "[\"a\", \"b\", \"c\"]", "loaded"), // as format 1 had them
            ("activation", "\"Sharpen\"", "'manifest.json' of the model is damaged"),
            ("activation", "\"99\"", "'manifest.json' of the model is damaged"),
            ("builderName", "null", "builderName must not be empty"),
            ("network", "null", "loaded"), // the builder of the library makes the same network
            ("network.layers", "[]", "gives rows of shape [16] where 3 numbers"),
            ("network.layers.0.name", "\"\"", "Name must not be empty"),
            ("network.layers.0.name", "\"output\"", "Layers must have different names"),
            ("network.layers.0.layer.outputs", "2147483647", "'norm0' (BatchNorm1d) needs rows"),
            ("network.layers.0.layer", "null", "must be of type Layer"),
            ("tensors", "[]", "its weights do not fit its network"),
            ("tensors.0", "null", "'manifest.json' of the model is damaged"),
            ("tensors.0.name", "null", "name must not be empty"),
            ("tensors.0.shape", "[-1]", "lists parameters of an impossible size"),
            ("tensors.0.shape", "[4611686018427387904, 4611686018427387904]", "lists parameters of an impossible size"),
            ("tensors.0.shape", "[1e30]", "'manifest.json' of the model is damaged"),
            ("tensors.0.type", "\"Object\"", "'manifest.json' of the model is damaged"),
        ];
        return cases.Select(one => new TestCaseData(one.Path, one.Value, one.Message).SetArgDisplayNames(one.Path, one.Value));
    }

    private static void Set(JsonNode manifest, string path, JsonNode? value)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(manifest, (node, name) => node is JsonArray list ? list[Index(name)]! : node[name]!);
        if (parent is JsonArray array)
        {
            array[Index(names[^1])] = value;
        }
        else
        {
            parent[names[^1]] = value;
        }
    }

    private static int Index(string name) => int.Parse(name, CultureInfo.InvariantCulture);

    /// <summary>"loaded", the message of the one clear error, or "UNEXPECTED" and what came instead.</summary>
    private static string Outcome(SavedModel model)
    {
        try
        {
            ThreeKinds.Load(_mlContext, model.Bytes);
            return "loaded";
        }
        catch (Exception error)
        {
            // ML.NET reads the zip: what is wrong with that is a FormatException of its own.
            var cause = error.GetBaseException();
            return cause is InvalidDataException || error is FormatException ? cause.Message : $"UNEXPECTED {error}";
        }
    }

    private static SavedModel Save(NetworkBuilder builder)
    {
        using var model = ThreeKinds.Fit(_mlContext, builder);
        return new SavedModel(ThreeKinds.Save(_mlContext, model));
    }
}
