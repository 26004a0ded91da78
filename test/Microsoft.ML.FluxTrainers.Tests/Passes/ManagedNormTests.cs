// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Networks with norms in managed code do what torch does, to rounding, over whole fits and in prediction; what norms keep is the same, too.</summary>
public sealed class ManagedNormTests
{
    private const int RowCount = 50;
    private static readonly Layer _relu = new ActivationLayer(Activation.ReLU);
    private static readonly Layer _tanh = new ActivationLayer(Activation.Tanh);

    private static readonly NeuralClassifierOptions _options = new()
    {
        Epochs = 2,
        BatchSize = 7, // the last batch has one row
        Seed = 3,
        Device = Device.Cpu,
        Standardize = false,
        Optimizer = new Sgd(0.01) { Momentum = 0.9 }, // Adam would make a step of each rounding error, and so would large steps
    };

    // Batch norms of two widths, and a layer norm.
    private static readonly StackOf _norms = new([6], Linear(6, 9), new BatchNorm1dLayer(9), _tanh, Linear(9, 5), new BatchNorm1dLayer(5), _relu, new LayerNormLayer([5]));
    private static readonly StackOf _images = new([2, 8, 9], Conv(2, 4), new BatchNorm2dLayer(4), _relu, Conv(4, 3), new BatchNorm2dLayer(3), _tanh);

    private static readonly StackOf _residual = new([6], new BatchNorm1dLayer(6), Block([Linear(6, 5), new BatchNorm1dLayer(5), _relu], [Linear(6, 5), new BatchNorm1dLayer(5)]), new BatchNorm1dLayer(5));

    private static IEnumerable<TestCaseData> Networks()
    {
        static TestCaseData Case(string name, ValueList<int> row, params Layer[] layers) => new TestCaseData(new StackOf(row, layers)).SetArgDisplayNames(name);
        yield return new TestCaseData(_norms).SetArgDisplayNames("several");
        yield return new TestCaseData(_images).SetArgDisplayNames("several of images");
        yield return new TestCaseData(_residual).SetArgDisplayNames("residual");
        yield return Case("residual of images", [2, 6, 5], Block([Conv(2, 4), new BatchNorm2dLayer(4), _relu, Conv(4, 3), new BatchNorm2dLayer(3)], [new Conv2dLayer(2, 3, [5, 5]), new BatchNorm2dLayer(3)]));
        yield return Case("residual around norms", [6], Block([new BatchNorm1dLayer(6), Linear(6, 6), new LayerNormLayer([6])]), Block([new LayerNormLayer([6]), _tanh]));
        foreach (var width in new[] { 1, 2, 3, 8, 13, 16, 24, 33, 130 })
        {
            yield return Case($"layer norm of {width}", [6], Linear(6, width), new LayerNormLayer([width]), _tanh);
            yield return Case($"batch norm of {width}", [6], Linear(6, width), new BatchNorm1dLayer(width), _tanh);
            yield return Case($"batch norm of {width} channels", [1, 5, 6], Conv(1, width), new BatchNorm2dLayer(width), _relu);
        }

        yield return Case("layer norm of many numbers", [2500], new LayerNormLayer([2500]));
        yield return Case("layer norm without a scale", [6], Linear(6, 10), new LayerNormLayer([10]) { Affine = false, Epsilon = 0.1 }, _relu);
        yield return Case("batch norm without a scale", [6], Linear(6, 10), new BatchNorm1dLayer(10) { Affine = false, Epsilon = 0.1 }, _relu);
        yield return Case("batch norm of images without a scale", [2, 4, 5], Conv(2, 3), new BatchNorm2dLayer(3) { Affine = false, Momentum = 0.4 }, _relu);
        yield return Case("momentum 0", [6], Linear(6, 10), new BatchNorm1dLayer(10) { Momentum = 0 }, _relu);
        yield return Case("momentum 1", [6], Linear(6, 10), new BatchNorm1dLayer(10) { Momentum = 1 }, _relu);
        yield return Case("layer norm first", [6], new LayerNormLayer([6]), Linear(6, 10), _relu);
        yield return Case("batch norm first", [6], new BatchNorm1dLayer(6), Linear(6, 10), _relu);
        yield return Case("batch norm of images first", [3, 5, 4], new BatchNorm2dLayer(3), Conv(3, 4));
        yield return Case("one behind the other", [6], Linear(6, 10), new LayerNormLayer([10]), new BatchNorm1dLayer(10), new LayerNormLayer([10]), _relu);
        yield return Case("behind an activation", [6], Linear(6, 10), _relu, new BatchNorm1dLayer(10), Linear(10, 9), _tanh, new LayerNormLayer([9]));
        yield return Case("before an activation that keeps its input", [6], Linear(6, 10), new BatchNorm1dLayer(10), new ActivationLayer(Activation.SiLU), Linear(10, 9), new LayerNormLayer([9]), new ActivationLayer(Activation.GELU));
        yield return Case("dropout", [6], Linear(6, 30), new BatchNorm1dLayer(30), _relu, new DropoutLayer(0.3), Linear(30, 20), new LayerNormLayer([20]), new DropoutLayer(0.2));
        yield return Case("batch norm of a series", [3, 12], new BatchNorm1dLayer(3), new Conv1dLayer(3, 5, 4), new BatchNorm1dLayer(5), _relu);
        yield return Case("batch norm of one pixel", [2, 3, 3], Conv(2, 7), new BatchNorm2dLayer(7), _relu);
        yield return Case("a pool behind", [1, 8, 9], Conv(1, 8), new BatchNorm2dLayer(8), _relu, new MaxPool2dLayer([2, 2]), Conv(8, 3));
        yield return Case("layer norm of the width", [2, 5, 6], Conv(2, 3), new LayerNormLayer([4]), _relu, Conv(3, 4));
        yield return Case("layer norm of pixels", [2, 5, 6], Conv(2, 3), new LayerNormLayer([3, 4]), _relu, Conv(3, 4));
        yield return Case("layer norm of images", [2, 5, 6], Conv(2, 3), new LayerNormLayer([3, 3, 4]), _relu, Conv(3, 4));
    }

    [TestCaseSource(nameof(Networks))]
    public void Train_and_score_as_torch_does(NetworkBuilder network)
    {
        var options = _options with { Builder = network };
        using var managed = AssertTrainsAlike(options);
        var (rows, width) = (Features((StackOf)network), Width((StackOf)network));
        using var torchs = new TorchScorer(managed.Model.Network, Device.Cpu);
        using var own = ScorerChoice.Make(managed.Model.Network, Device.Cpu);

        Assert.That(own, Is.TypeOf<PlanScorer>());
        AssertNear([.. Scores(own, rows, RowCount)], [.. Scores(torchs, rows, RowCount)], 5e-5);
        Assert.That(
            Enumerable.Range(0, RowCount).SelectMany(row => Scores(own, rows[(row * width)..((row + 1) * width)], 1)),
            Is.EqualTo(Scores(own, rows, RowCount)),
            "a row gives the same bits alone and with others");
    }

    [Test]
    public void Scoring_a_row_allocates_nothing([Values] bool ofImages)
    {
        var network = ofImages ? _images : _norms;
        using var model = Fit(_options with { Builder = network, Epochs = 0 });
        using var scorer = ScorerChoice.Make(model.Model.Network, Device.Cpu);
        var (row, scores) = (new float[Width(network)], new float[3]);
        scorer.Score(row, 1, scores); // what is made once, stays
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            scorer.Score(row, 1, scores);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static IEnumerable<TestCaseData> Fits()
    {
        static TestCaseData Case(string name, NeuralClassifierOptions options) => new TestCaseData(options).SetArgDisplayNames(name);
        foreach (var (kind, network) in new[] { ("vectors", _norms), ("images", _images) })
        {
            var options = _options with { Builder = network };
            yield return Case($"{kind}, batches of one row", options with { BatchSize = 1, Epochs = 1, Optimizer = new Sgd(0.001) });
            yield return Case($"{kind}, one batch", options with { BatchSize = 100, Epochs = 5 });
            yield return Case($"{kind}, weights", options with { ClassWeights = ClassWeights.Balanced, Penalty = new Penalty { Strength = 0.1 }, GradientClip = new ClipByNorm(0.5) });
            yield return Case($"{kind}, updates of three batches", options with { AccumulationSteps = 3 });
            yield return Case($"{kind}, mean weights", options with { WeightAveraging = new ExponentialMovingAverage(0.9) });
            yield return Case($"{kind}, mean weights of epochs", options with { WeightAveraging = new StochasticWeightAveraging(2), Epochs = 4 });
            yield return Case($"{kind}, mean weights and validation", options with { WeightAveraging = new ExponentialMovingAverage(0.9), ValidationFraction = 0.3 });
            yield return Case($"{kind}, best weights", options with { ValidationFraction = 0.3, Epochs = 8, Optimizer = new Sgd(0.1) });
            yield return Case($"{kind}, all rows at once", options with { Optimizer = new Lbfgs { MaxIterations = 3 }, Epochs = 1 });
            foreach (var pattern in new ValueList<string>[] { ["layer0.*"], ["layer1.*"], ["layer1.weight"], ["layer1.*", "layer4.*"], ["layer0.*", "layer1.*", "layer3.*"] })
            {
                yield return Case($"{kind}, frozen {pattern}", options with { FrozenLayers = pattern });
                yield return Case($"{kind}, frozen {pattern} and mean weights", options with { FrozenLayers = pattern, WeightAveraging = new ExponentialMovingAverage(0.9) });
            }
        }

        yield return Case("MlpBuilder, layer norms", _options with { Builder = new MlpBuilder(16, 8) { Normalization = Normalization.LayerNorm, Dropout = 0.1 } });
        yield return Case("MlpBuilder, batch norms", _options with { Builder = new MlpBuilder(16, 8) { Normalization = Normalization.BatchNorm, Dropout = 0.1 } });
    }

    [TestCaseSource(nameof(Fits))]
    public void Fits_are_those_of_the_eager_runner(NeuralClassifierOptions options) => AssertTrainsAlike(options).Dispose();

    // What is far from 0 and hardly differs: the variance of such numbers is lost in the sum of their squares (9 million each, of which a float keeps seven digits).
    [TestCase(Normalization.LayerNorm)]
    [TestCase(Normalization.BatchNorm)]
    public void Large_numbers_that_hardly_differ_keep_their_variance(Normalization normalization)
    {
        Layer norm = normalization == Normalization.LayerNorm ? new LayerNormLayer([12]) : new BatchNorm1dLayer(12) { Momentum = 1 };
        var network = new StackOf([12], norm, Linear(12, 9), _relu);
        List<TestRow> far = [.. Rows(network).Select(row => TestRows.Row(row.Label, [.. row.Features.DenseValues().Select(value => 3000 + value)]))];

        AssertTrainsAlike(_options with { Builder = network }, far, 1e-3).Dispose();
    }

    // Averages and counters lie in the order of torch's module.
    [Test]
    public void Torch_goes_on_where_managed_code_ended([Values] bool inBlocks)
    {
        var options = _options with { Builder = inBlocks ? _residual : _norms, Epochs = 4 };
        var rows = Rows((StackOf)options.Builder);
        using var first = (options with { Epochs = 2 }).Fit(rows, run: new TrainingRun { KeepTrainingState = true });
        using var onTorch = options.GoOn(rows, first, RunnerKind.Eager);
        using var managed = options.GoOn(rows, first);

        Assert.That((onTorch.History.Runner, managed.History.Runner), Is.EqualTo(("eager", "managed")));
        AssertEqual(managed, onTorch, 5e-5);
        Assert.That(managed.Bits(), Is.EqualTo(options.Fit(rows).Bits()), "two stages are one fit");
    }

    // The batches of one row, which keep nothing, are those of 1, 8, 15, ... rows: one of eight.
    [Test]
    public void Batches_are_counted()
    {
        using var model = (_options with { Builder = _norms }).Fit(Rows(_norms));

        Assert.That(Counters(model), Is.EqualTo(new[] { 14L, 14 }));
    }

    [Test]
    public void A_batch_is_not_cut_into_shares()
    {
        var options = _options with { Builder = new StackOf([6], Linear(6, 700), new BatchNorm1dLayer(700), _relu, Linear(700, 700)), BatchSize = 50 };
        using var one = Fit(options, 1);
        using var three = Fit(options, 3);

        Assert.That(three.History.Runner, Is.EqualTo("managed"));
        Assert.That(three.Bits(), Is.EqualTo(one.Bits()));
    }

    // 50 rows of 2,500 * 2,500 multiply-adds are more than 300 million.
    [Test]
    public void A_large_network_is_left_to_the_threads_of_torch()
    {
        var options = _options with { Builder = new StackOf([2500], new BatchNorm1dLayer(2500), Linear(2500, 2500)), BatchSize = 50, Epochs = 0 };
        using var two = Fit(options, 2);
        using var one = Fit(options, 1);

        Assert.That((two.History.Runner, one.History.Runner), Is.EqualTo(("eager", "managed")));
        Assert.That(two.Bits(), Is.EqualTo(one.Bits()));
    }

    [Test]
    public void Norms_that_keep_nothing_are_left_to_torch([Values] bool ofImages)
    {
        Layer norm = ofImages ? new BatchNorm2dLayer(2) { TrackRunningStats = false } : new BatchNorm1dLayer(2) { TrackRunningStats = false };
        using var model = Fit(_options with { Builder = new StackOf(ofImages ? [2, 3, 3] : [2], norm), BatchSize = 10, Epochs = 1 });

        Assert.That(model.History.Runner, Is.EqualTo("eager"));
    }

    private static NeuralTransformer Fit(NeuralClassifierOptions options, int? threads = null) =>
        options.Fit(Rows((StackOf)options.Builder), run: new TrainingRun { Threads = threads });

    private static NeuralTransformer AssertTrainsAlike(NeuralClassifierOptions options, List<TestRow>? given = null, double tolerance = 5e-5)
    {
        var rows = given ?? (options.Builder is StackOf stack ? Rows(stack) : TestRows.Blobs(RowCount));
        var managed = options.Fit(rows, RunnerKind.Auto);
        using var eager = options.Fit(rows, RunnerKind.Eager);
        Assert.That((managed.History.Runner, eager.History.Runner), Is.EqualTo(("managed", "eager")));
        AssertNear(managed.History.TrainingLosses, eager.History.TrainingLosses, tolerance);
        AssertNear(managed.History.ValidationLosses, eager.History.ValidationLosses, tolerance);
        Assert.That(managed.History.BestEpoch, Is.EqualTo(eager.History.BestEpoch));
        AssertEqual(managed, eager, tolerance);
        return managed;
    }

    private static void AssertEqual(NeuralTransformer managed, NeuralTransformer eager, double tolerance)
    {
        AssertNear([.. managed.Weights()], [.. eager.Weights()], tolerance);
        Assert.That(Counters(managed), Is.EqualTo(Counters(eager)));
    }

    /// <summary>Equal to a bound that grows with the numbers.</summary>
    private static void AssertNear(IReadOnlyList<double> actual, IReadOnlyList<double> expected, double tolerance)
    {
        Assert.That(actual, Has.Count.EqualTo(expected.Count));
        Assert.That(actual.Zip(expected, (a, e) => Math.Abs(a - e) / Math.Max(1, Math.Abs(e))), Is.All.LessThan(tolerance));
    }

    private static long[] Counters(NeuralTransformer model) => [.. model.Model.Network.State.Tensors.SelectMany(tensor => tensor.Values as long[] ?? [])];

    private static ResidualLayer Block(Layer[] body, params Layer[] shortcut) => new(Stack("body", body)) { Shortcut = shortcut.Length > 0 ? Stack("shortcut", shortcut) : null };

    private static LayerStack Stack(string name, Layer[] layers) => new([.. layers.Select((layer, at) => new NamedLayer($"{name}{at}", layer))]);

    private static LinearLayer Linear(int inputs, int outputs) => new(inputs, outputs);

    private static Conv2dLayer Conv(int channels, int outputs) => new(channels, outputs, [3, 3]);

    private static float[] Scores(IScorer scorer, float[] rows, int count)
    {
        var scores = new float[count * 3];
        scorer.Score(rows, count, scores);
        return scores;
    }

    private static int Width(StackOf network) => network.Image.Aggregate((product, size) => product * size);

    private static float[] Features(StackOf network)
    {
        var random = new RandomStream(5);
        return [.. Enumerable.Range(0, RowCount * Width(network)).Select(_ => (float)random.NextNormal())];
    }

    private static List<TestRow> Rows(StackOf network) =>
        [.. Features(network).Chunk(Width(network)).Select((features, row) => TestRows.Row((uint)(row % 3), features))];
}
