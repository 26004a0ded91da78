// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Whatever the file of a model with categories holds: it loads, or ends in one clear error.</summary>
public sealed class HostileTableTests
{
    private static readonly NetworkBuilder _builder = NetworkBuilder.From("residual", shape => new Residual(shape.Inputs, shape.Outputs));
    private static readonly Lazy<SavedModel> _saved = new(() => Save(new MlpBuilder(3)));
    private static readonly Lazy<SavedModel> _custom = new(() => Save(_builder));

    [Test]
    public void The_model_itself_loads() =>
        Assert.That((Outcome(_saved.Value), Outcome(_custom.Value)), Is.EqualTo(("loaded", "loaded")));

    // The columns: age (0), date (1), city (2), kind (3), each with its own faults.
    [TestCase("input.columns.2.levels", "6", "does not look up the categories of its input")]
    [TestCase("input.columns.2.levels", "0", "levels must be a positive integer")]
    [TestCase("input.columns.2.levels", "2000000000", "a column has too many categories")]
    [TestCase("input.columns.2.dimensions", "5", "does not look up the categories of its input")]
    [TestCase("input.columns.2.dimensions", "2147483647", "damaged")]
    [TestCase("input.columns.2.hasUnknown", "true", "does not look up the categories of its input")]
    [TestCase("input.columns.2.kind", "\"weather\"", "a column is of an unknown kind")]
    [TestCase("input.columns.2.key", "\"String\"", "a column has keys of an unknown type")]
    [TestCase("input.columns.2.name", "\"Kind\"", "the columns of its input make no sense")]
    [TestCase("input.columns.2.name", "\"\"", "name must not be empty")]
    [TestCase("input.columns.0.type", "\"Complex\"", "a column is of an unknown type")]
    [TestCase("input.columns.0.width", "2", "a column of single numbers has several")]
    [TestCase("input.columns.0.width", "-1", "width must be a positive integer")]
    [TestCase("input.columns", "[]", "the columns of its input make no sense")]
    [TestCase("input.indicated", "[99]", "the columns of its input make no sense")]
    [TestCase("input.indicated", "[0, 1]", "damaged")]
    [TestCase("input.kind", "\"tables\"", "its input is of an unknown kind")]
    public void A_changed_manifest_is_refused(string path, string value, string message) => Assert.That(
        Outcome(_saved.Value.WithManifest(manifest => Set(manifest, path.Split('.'), value))), Does.Contain(message));

    [TestCase("input.columns.2.levels", "6")]
    [TestCase("input.columns.2.dimensions", "5")]
    public void So_it_is_where_only_a_builder_knows_the_network(string path, string value) => Assert.That(
        Outcome(_custom.Value.WithManifest(manifest => Set(manifest, path.Split('.'), value))), Does.Contain("do not fit the categories"));

    [Test]
    public void Names_that_do_not_fit_are_refused()
    {
        string With(long[] lengths, string letters) => Outcome(_saved.Value.WithWeights([.. _saved.Value.Weights().Select(tensor => tensor.Name switch
        {
            "input.category9.lengths" => NamedTensor.FromInt64s(tensor.Name, [lengths.Length], lengths),
            "input.category9.letters" => new NamedTensor(
                tensor.Name, TensorType.U16, [letters.Length], LittleEndian.ToBytes<ushort>([.. letters.Select(letter => (ushort)letter)])),
            _ => tensor,
        })]));

        Assert.That(With([1, 1, 1, 1, 1], "abcde"), Is.EqualTo("loaded"));
        foreach (var (lengths, letters) in new (long[], string)[]
        {
            ([1, 1, 1, 1, 1], "abcda"), ([1, 1, 1, 1], "abcd"), ([1, 1, 1, 1, 2], "abcde"), ([1, 1, 1, 1, 0], "abcde"), ([1, 1, 1, -1, 3], "abcde"),
            ([long.MaxValue, 1, 1, 1, 1], "abcde"),
        })
        {
            Assert.That(With(lengths, letters), Does.Contain("the names of its categories do not fit them"), letters);
        }
    }

    [TestCase("input.category9.lengths")]
    [TestCase("input.category9.letters")]
    public void Missing_names_are_refused(string name) => Assert.That(
        Outcome(_saved.Value.WithWeights([.. _saved.Value.Weights().Where(tensor => tensor.Name != name)])), Does.Contain($"lack the tensor '{name}'"));

    [Test]
    public void Flipped_bytes_in_the_manifest_load_or_are_refused()
    {
        var flips = Damage.Flips(_saved.Value[SectionNames.Manifest]).Where((_, index) => index % 29 == 0);

        Assert.That(flips.Select(bytes => Outcome(_saved.Value.With(SectionNames.Manifest, bytes))), Is.All.Not.Contains("UNEXPECTED"));
    }

    private static void Set(JsonNode node, string[] path, string value)
    {
        foreach (var name in path[..^1])
        {
            node = int.TryParse(name, out var index) ? node[index]! : node[name]!;
        }

        node[path[^1]] = JsonNode.Parse(value);
    }

    private static string Outcome(SavedModel model)
    {
        try
        {
            var mlContext = new MLContext();
            mlContext.FluxTrainers.Register(_builder);
            var embeddings = ((NeuralTransformer)ThreeKinds.Load(mlContext, model.Bytes)).Model.Embeddings.Values;
            return embeddings.All(embedding => embedding[embedding.Levels[^1]].Length == embedding.Dimensions) ? "loaded" : "UNEXPECTED";
        }
        catch (Exception error)
        {
            return error.GetBaseException() is InvalidDataException cause ? cause.Message : $"UNEXPECTED {error}";
        }
    }

    private static SavedModel Save(NetworkBuilder builder)
    {
        var mlContext = new MLContext(1);
        var data = TableRows.Make(40).ToView(mlContext);
        var options = TableRows.Regressor with { Builder = builder, Epochs = 1, CategoricalColumnNames = [], FeatureColumns = FeatureColumns.Of("Age", "When", "City", "Kind") };
        using var model = mlContext.FluxTrainers.NeuralRegressor(options).Fit(data);
        using var stream = new MemoryStream();
        mlContext.Model.Save(model, data.Schema, stream);
        return new SavedModel(stream.ToArray());
    }
}
