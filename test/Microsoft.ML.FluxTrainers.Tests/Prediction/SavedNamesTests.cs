// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Names of classes and of labels in a saved model, however many they are and whatever their letters.</summary>
public sealed class SavedNamesTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    // In JSON these would take 16 MB and more: 24,000 names of 120 letters, each of which was written as six bytes.
    [Test]
    public void A_model_with_very_many_long_names_loads()
    {
        string[] names = [.. Enumerable.Range(0, 24_000).Select(i => FormattableString.Invariant($"{new string('ж', 115)}{i:D5}"))];
        using var model = Classifier(names, epochs: 0);
        using var loaded = Reloaded(model);

        Assert.That(loaded.Model.ClassNames.SequenceEqual(names));
    }

    [Test]
    public void Half_a_surrogate_pair_comes_back_as_it_was()
    {
        string[] names = ["good \ud83d", "\udc00bad", "\"+<>&'\u0001", "", "層"];
        using var model = Classifier(names, epochs: 1);
        using var loaded = Reloaded(model);

        Assert.That(loaded.Model.ClassNames, Is.EqualTo(names));
    }

    [Test]
    public void Names_of_several_labels_are_kept()
    {
        string[] names = ["rot", "gr\udc00n"];
        using var model = _mlContext.FluxTrainers.NeuralMultilabelClassifier(
            new NeuralMultilabelClassifierOptions { Builder = new LinearBuilder(), Epochs = 1, Seed = 1 }).Fit(Flags(names));
        using var loaded = Reloaded(model);

        Assert.That(((LabelsTarget)loaded.Model.Target).Names, Is.EqualTo(names));
        Assert.That(loaded.Model.Target, Is.EqualTo(model.Model.Target));
    }

    // As it was before the names became tensors.
    [Test]
    public void A_model_of_format_1_loads()
    {
        using var fitted = ThreeKinds.Fit(_mlContext, new MlpBuilder(3));
        var saved = new SavedModel(ThreeKinds.Save(_mlContext, fitted));
        var old = saved.WithWeights([.. saved.Weights().Where(tensor => !tensor.Name.StartsWith("target.", StringComparison.Ordinal))])
            .WithManifest(manifest =>
            {
                (manifest["format"], manifest["minReader"]) = (1, 1);
                manifest["target"]!["labels"] = new JsonArray("kind 0", "kind 1", "kind 2");
            });
        using var loaded = (NeuralTransformer)ThreeKinds.Load(_mlContext, old.Bytes);

        Assert.That(loaded.Model.ClassNames, Is.EqualTo(new[] { "kind 0", "kind 1", "kind 2" }));
        Assert.That(ThreeKinds.Scores(_mlContext, loaded), Is.EqualTo(ThreeKinds.Scores(_mlContext, fitted)));
    }

    [Test]
    public void A_manifest_is_readable_and_without_names()
    {
        using var model = ThreeKinds.Fit(_mlContext, new MlpBuilder(3));
        var manifest = Encoding.UTF8.GetString(new SavedModel(ThreeKinds.Save(_mlContext, model))[SectionNames.Manifest]);

        Assert.That(manifest, Does.StartWith("""{"format":2,"minReader":2,""").And.Contain("\"target\":{\"kind\":\"classes\",\"count\":3,\"labelType\":\"Text\"}"));
    }

    private NeuralTransformer Classifier(string[] names, int epochs)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema.Remove(schema[nameof(Row.Flags)]);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), names.Length);
        schema[nameof(Row.Label)].AddAnnotation("KeyValues", Texts(names), new VectorDataViewType(TextDataViewType.Instance, names.Length));
        return _mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Builder = new LinearBuilder(), Epochs = epochs, Seed = 1 })
            .Fit(_mlContext.Data.LoadFromEnumerable(Rows(), schema));
    }

    private IDataView Flags(string[] names)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema.Remove(schema[nameof(Row.Label)]);
        var flags = schema[nameof(Row.Flags)];
        flags.ColumnName = "Label";
        flags.AddAnnotation("SlotNames", Texts(names), new VectorDataViewType(TextDataViewType.Instance, names.Length));
        return _mlContext.Data.LoadFromEnumerable(Rows(), schema);
    }

    private static VBuffer<ReadOnlyMemory<char>> Texts(string[] names) => new(names.Length, [.. names.Select(name => name.AsMemory())]);

    private static List<Row> Rows() =>
        [.. Enumerable.Range(0, 20).Select(i => new Row { Features = i, Label = (uint)(1 + (i % 2)), Flags = [i % 2 == 0, i > 9] })];

    private NeuralTransformer Reloaded(NeuralTransformer model)
    {
        using var stream = new MemoryStream();
        _mlContext.Model.Save(model, null, stream);
        return (NeuralTransformer)new MLContext().Model.Load(stream, out _);
    }

    private sealed class Row
    {
        public float Features { get; set; }

        public uint Label { get; set; }

        [VectorType(2)]
        public bool[] Flags { get; set; } = [];
    }
}
