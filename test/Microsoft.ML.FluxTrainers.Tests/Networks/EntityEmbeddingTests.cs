// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The lookup of categories: what MLJFlux's tests of its embedding layer ask (mlj 1.9, 17), and both runners.</summary>
public sealed class EntityEmbeddingTests
{
    // Columns of 4 numbers: an id of 3, a number, an id of 2, a number.
    private static readonly EntityEmbeddingLayer _layer = new(4, [new(0, 3, 2), new(2, 2, 1)]);

    private static IEnumerable<TestCaseData> Fits()
    {
        static TestCaseData Case(string name, NeuralRegressorOptions options) => new TestCaseData(options).SetArgDisplayNames(name);
        var options = TableRows.Regressor with { Epochs = 4 };
        yield return Case("numbers and categories", options);
        yield return Case("categories alone", options with { FeatureColumnName = "Features", EmbeddingSizes = [new("City", 3)] });
        yield return Case("unknown", options with { UnknownCategories = UnknownCategories.TrainedVector });
        yield return Case("linear", options with { Builder = new LinearBuilder() });
        yield return Case("dropout", options with { Builder = new MlpBuilder(8, 6) { Dropout = 0.3 } });
        yield return Case("batch of one", options with { BatchSize = 1, Epochs = 1 });
        yield return Case("penalty", options with { Penalty = new Penalty { Strength = 0.1 }, Optimizer = new Sgd(0.05) });
        yield return Case("table", options with { FeatureColumns = FeatureColumns.All, CategoricalColumnNames = [] });
    }

    [TestCaseSource(nameof(Fits))]
    public void The_managed_runner_trains_as_the_eager_one_does(NeuralRegressorOptions options)
    {
        var data = TableRows.Make().ToView();
        using var managed = options.Fit(data);
        using var eager = options.Fit(data, RunnerKind.Eager);

        Assert.That((managed.History.Runner, eager.History.Runner), Is.EqualTo(("managed", "eager")));
        Assert.That(managed.Weights(), Is.EqualTo(eager.Weights()).Within(1e-4));
        Assert.That(managed.Scores(data), Is.EqualTo(eager.Scores(data)).Within(1e-3));
        Assert.That(managed.History.TrainingLosses, Is.EqualTo(eager.History.TrainingLosses).Within(0.01).Percent);
    }

    // Rows [2, 7, 1, 8] and [0, 9, 0, 4]: the vectors of 2 and 0 are [5, 6] and [1, 2], those of 1 and 0 are [30] and [20].
    [Test]
    public void Ids_become_their_vectors_in_place([Values] RunnerKind runner)
    {
        float[] rows = [2, 7, 1, 8, 0, 9, 0, 4];
        float[] tables = [1, 2, 3, 4, 5, 6, 20, 30];

        Assert.That(Forward(runner, rows, tables), Is.EqualTo(new float[] { 5, 6, 7, 30, 8, 1, 2, 9, 20, 4 }));
    }

    [Test]
    public void The_layer_equals_one_hot_columns_times_the_matrix()
    {
        TorchNative.EnsureLoaded();
        using var scope = NewDisposeScope();
        var random = new RandomStream(3);
        var ids = Enumerable.Range(0, 20).Select(_ => (long)random.NextInt(6)).ToArray();
        var layer = new EntityEmbeddingLayer(1, [new(0, 6, 3)]);
        var weights = NetworkWeights.Initial(new LayerStack([new("embedding", layer)]), random);
        using var module = new LayerStack([new("embedding", layer)]).ToModule();
        weights.CopyTo(module);

        var looked = module.call(tensor(ids).to(ScalarType.Float32).view(20, 1));
        var multiplied = nn.functional.one_hot(tensor(ids), 6).to(ScalarType.Float32).matmul(tensor(weights.Parameters, [6, 3]));

        Assert.That(TorchState.Floats(looked), Is.EqualTo(TorchState.Floats(multiplied)));
    }

    // As MLJFlux: one step of Adam(10), for cross entropy and for squares.
    [Test]
    public void Gradients_are_those_of_one_hot_columns([Values] RunnerKind runner, [Values] bool classes)
    {
        var rows = TableRows.Make(30);
        var mlContext = new MLContext(1);
        var data = rows.ToView(mlContext).WithKeys(mlContext, "Class");
        TabularOptions options = classes
            ? new NeuralClassifierOptions { LabelColumnName = "Class" }
            : new NeuralRegressorOptions { LabelColumnName = "Amount", StandardizeLabel = false };
        options = options with
        {
            CategoricalColumnNames = ["City", "Kind"],
            Builder = new MlpBuilder(5) { Activation = Activation.Tanh },
            Optimizer = new Adam(10),
            BatchSize = 100,
            Shuffle = Shuffle.None,
            Standardize = false,
            Seed = 3,
        };
        NeuralTransformer Fit(int epochs) => options switch
        {
            NeuralClassifierOptions classifier => mlContext.FluxTrainers.NeuralClassifier(classifier with { Epochs = epochs }, new TrainingRun { Runner = runner }).Fit(data),
            var regressor => mlContext.FluxTrainers.NeuralRegressor((NeuralRegressorOptions)regressor with { Epochs = epochs }, new TrainingRun { Runner = runner }).Fit(data),
        };
        using var initial = Fit(0);
        using var trained = Fit(1);

        Assert.That(trained.Weights(), Is.EqualTo(OneHotStep(initial, rows, classes)).Within(2e-3));
        Assert.That(trained.Weights(), Is.Not.EqualTo(initial.Weights()).Within(5), "it moved");
    }

    [Test]
    public void The_vectors_start_as_weights_of_a_linear_layer_drawn_before_the_builder_draws()
    {
        using var model = (TableRows.Regressor with { Epochs = 0 }).Fit(TableRows.Make().ToView());
        var random = new RandomStreams(3).Init;
        var (cities, kinds) = (new float[5 * 4], new float[3 * 2]);
        random.FillUniform(cities, -Math.Sqrt(6.0 / 9), Math.Sqrt(6.0 / 9));
        random.FillUniform(kinds, -Math.Sqrt(6.0 / 5), Math.Sqrt(6.0 / 5));

        Assert.That(model.Weights()[..26], Is.EqualTo(cities.Concat(kinds)).Within(1e-7));
    }

    [TestCase(15, 10)]
    [TestCase(9, 8)]
    [TestCase(2, 1)]
    public void Without_a_size_vectors_have_one_number_less_than_there_are_levels_and_at_most_ten(int levels, int expected) =>
        Assert.That(EmbeddingSize.Of([], "City", levels), Is.EqualTo(expected));

    [TestCase(0.5, 3, 2)]
    [TestCase(0.1, 5, 1)]
    [TestCase(4, 3, 4)]
    public void A_size_is_a_number_or_a_fraction_of_the_levels(double size, int levels, int expected) =>
        Assert.That(EmbeddingSize.Of([new("City", size)], "City", levels), Is.EqualTo(expected));

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1.5)]
    [TestCase(double.NaN)]
    public void Other_sizes_are_refused(double size) =>
        Assert.That(() => new EmbeddingSize("City", size), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Size must be a whole number"));

    [TestCase(3)]
    [TestCase(-1)]
    [TestCase(float.NaN)]
    public void A_number_that_is_no_id_is_refused(float id) => Assert.That(
        () => Forward(RunnerKind.Auto, [id, 7, 1, 8], new float[8]),
        Throws.InvalidOperationException.With.Message.Contains("an id of its 3 categories is a number from 0 to 2"));

    [Test]
    public void Slots_out_of_order_are_refused() =>
        Assert.That(() => new EntityEmbeddingLayer(4, [new(2, 2, 1), new(0, 3, 2)]), Throws.ArgumentException.With.Message.Contains("ascending order"));

    [Test]
    public void The_vector_of_the_unknown_is_trained_though_no_value_is_missing([Values] RunnerKind runner)
    {
        var data = TableRows.Make().ToView();
        var options = TableRows.Regressor with { UnknownCategories = UnknownCategories.TrainedVector };
        using var initial = (options with { Epochs = 0 }).Fit(data, runner);
        using var trained = options.Fit(data, runner);

        Assert.That(trained.Model.Embeddings["City"].Unknown, Is.Not.EqualTo(initial.Model.Embeddings["City"].Unknown!).Within(1e-3));
        var (first, second) = (trained.Scores(data), trained.Scores(data));
        Assert.That(second, Is.EqualTo(first), "predictions draw nothing");
    }

    /// <summary>The embedded rows, through a linear layer that changes nothing.</summary>
    private static float[] Forward(RunnerKind runner, float[] rows, float[] tables)
    {
        var stack = new LayerStack([new("embedding", _layer), new("same", new LinearLayer(5, 5, false))]);
        var weights = new NetworkWeights(stack);
        tables.CopyTo(weights.Parameters, 0);
        for (var i = 0; i < 5; i++)
        {
            weights.Parameters[tables.Length + (6 * i)] = 1;
        }

        var network = new TrainedNetwork(new LinearBuilder(), new NetworkShape(4, 5), stack, NetworkState.Of(weights));
        using IScorer scorer = runner == RunnerKind.Auto ? ScorerChoice.Make(network, Device.Cpu) : new TorchScorer(network, Device.Cpu);
        var scores = new float[rows.Length / 4 * 5];
        scorer.Score(rows, rows.Length / 4, scores);
        return scores;
    }

    /// <summary>One step by torch on one-hot columns, from the same start.</summary>
    private static float[] OneHotStep(NeuralTransformer initial, List<TableRow> rows, bool classes)
    {
        using var scope = NewDisposeScope();
        var tensors = initial.Model.Network.State.Tensors.Select(item => nn.Parameter(tensor((float[])item.Values, item.Shape.ToArray()))).ToList();
        var (city, kind, hidden, hiddenBias, output, bias) = (tensors[0], tensors[1], tensors[2], tensors[3], tensors[4], tensors[5]);
        Tensor OneHot(string column, Func<TableRow, string> value)
        {
            var levels = initial.Model.Embeddings[column].Levels.ToList();
            return nn.functional.one_hot(tensor(rows.Select(row => (long)levels.IndexOf(value(row))).ToArray()), levels.Count).to(ScalarType.Float32);
        }

        var features = tensor(rows.SelectMany(row => row.Features).ToArray(), [rows.Count, 2]);
        var x = cat([features, OneHot("City", row => row.City).matmul(city), OneHot("Kind", row => row.Kind).matmul(kind)], 1);
        var y = (x.matmul(hidden.t()) + hiddenBias).tanh().matmul(output.t()) + bias;
        var names = initial.Model.ClassNames.ToList();
        var loss = classes
            ? nn.functional.cross_entropy(y, tensor(rows.Select(row => (long)names.IndexOf(row.Class)).ToArray()))
            : nn.functional.mse_loss(y, tensor(rows.Select(row => row.Amount).ToArray(), [rows.Count, 1]));
        using var rule = optim.Adam(tensors, 10);
        loss.backward();
        rule.step();
        return [.. tensors.SelectMany(item => item.data<float>().ToArray())];
    }
}
