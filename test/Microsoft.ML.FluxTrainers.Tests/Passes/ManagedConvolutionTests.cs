// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Networks of convolutions in managed code do what torch does, to rounding, over whole fits and in prediction.</summary>
public sealed class ManagedConvolutionTests
{
    private static readonly Layer _relu = new ActivationLayer(Activation.ReLU);
    private static readonly Layer _tanh = new ActivationLayer(Activation.Tanh);

    private static readonly NeuralClassifierOptions _options = new()
    {
        Epochs = 2,
        BatchSize = 7, // 50 rows: the last batch has one row
        Seed = 3,
        Device = Device.Cpu,
        Standardize = false,
        Optimizer = new Sgd(0.05) { Momentum = 0.9 }, // Adam would make a step of each rounding error
    };

    private static IEnumerable<TestCaseData> Networks()
    {
        static TestCaseData Case(string name, ValueList<int> image, params Layer[] layers) =>
            new TestCaseData(new StackOf(image, layers)).SetArgDisplayNames(name);

        static LayerStack Stack(params Layer[] layers) => new([.. layers.Select((layer, at) => new NamedLayer($"inner{at}", layer))]);
        static Conv2dLayer Conv(int channels, int outputs, int height, int width) => new(channels, outputs, [height, width]);
        yield return Case("plain", [1, 8, 9], Conv(1, 4, 3, 3), _relu);
        yield return Case("padded", [2, 6, 7], Conv(2, 5, 3, 3) with { Padding = [1, 1] }, _tanh);
        yield return Case("padded by more than one, unevenly", [2, 5, 6], Conv(2, 3, 3, 5) with { Padding = [2, 3] }, _tanh);
        yield return Case("two after each other", [3, 6, 6], Conv(3, 4, 2, 3), _tanh, Conv(4, 5, 3, 2) with { Padding = [1, 1] });
        yield return Case("stride", [2, 9, 8], Conv(2, 3, 3, 3), _tanh, Conv(3, 4, 3, 2) with { Stride = [2, 3], Padding = [1, 0] });
        yield return Case("a rest behind the last step", [2, 8, 9], Conv(2, 3, 1, 1), Conv(3, 4, 3, 3) with { Stride = [2, 2] });
        yield return Case("dilation over the height", [1, 9, 7], Conv(1, 3, 3, 3), Conv(3, 2, 3, 2) with { Dilation = [2, 1], Padding = [1, 1] });
        yield return Case("one pixel", [4, 3, 4], Conv(4, 6, 1, 1), _relu, Conv(6, 3, 1, 1) with { Stride = [2, 2] });
        yield return Case("without a bias", [2, 5, 5], Conv(2, 4, 3, 3) with { Bias = false }, _tanh, Conv(4, 3, 3, 3) with { Bias = false });
        yield return Case("as many channels as a wide tile and more", [5, 4, 4], Conv(5, 33, 3, 3) with { Padding = [1, 1] }, _relu, Conv(33, 50, 3, 3) with { Padding = [1, 1] });
        yield return Case("many channels", [2, 4, 5], Conv(2, 130, 3, 3), _tanh, Conv(130, 16, 2, 2));
        yield return Case("images larger than the cache", [1, 150, 150], Conv(1, 4, 3, 3) with { Padding = [1, 1] }, new MaxPool2dLayer([50, 50]));
        yield return Case("pool", [1, 8, 9], Conv(1, 8, 3, 3) with { Padding = [1, 1] }, _relu, new MaxPool2dLayer([2, 2]), Conv(8, 3, 2, 2));
        yield return Case("pool of three channels", [3, 7, 7], new MaxPool2dLayer([2, 3]), Conv(3, 4, 2, 1), new MaxPool2dLayer([2, 2]));
        yield return Case("overlapping padded pool", [2, 7, 8], Conv(2, 9, 1, 1), new MaxPool2dLayer([3, 3]) { Stride = [2, 1], Padding = [1, 1] });
        yield return Case("pool with gaps", [2, 9, 9], Conv(2, 9, 1, 1), new MaxPool2dLayer([2, 2]) { Stride = [3, 3], Dilation = [2, 1] });
        yield return Case("pool whose windows leave nothing out", [2, 6, 9], Conv(2, 9, 1, 1), _tanh, new MaxPool2dLayer([2, 3]));
        yield return Case("mean pool", [2, 7, 8], Conv(2, 9, 1, 1), new AvgPool2dLayer([3, 2]) { Stride = [2, 1], Padding = [1, 1] });
        yield return Case("adaptive mean pool", [2, 7, 8], Conv(2, 9, 1, 1), new AdaptiveAvgPool2dLayer([3, 8]));
        yield return Case("mean of all", [2, 4, 5], new AdaptiveAvgPool2dLayer([1, 1]));
        yield return Case("residual", [2, 5, 5], Conv(2, 3, 1, 1), new ResidualLayer(Stack(Conv(3, 3, 3, 3) with { Padding = [1, 1] }, _tanh)));
        yield return Case("residual first, with a shortcut", [2, 6, 6], new ResidualLayer(Stack(Conv(2, 4, 3, 3) with { Stride = [2, 2], Padding = [1, 1] }))
        {
            Shortcut = new([new("short", Conv(2, 4, 1, 1) with { Stride = [2, 2] })]),
            Activation = Activation.Tanh,
        });
        yield return Case("residual in a residual", [2, 4, 4], Conv(2, 3, 1, 1), new ResidualLayer(Stack(new ResidualLayer(Stack(_tanh, Conv(3, 3, 1, 1))), Conv(3, 3, 1, 1)))
        {
            Shortcut = new([new("short", Conv(3, 3, 1, 1)), new("shortTanh", _tanh)]),
            Activation = Activation.Identity,
        });
        yield return Case("residual that makes images", [8], new LinearLayer(8, 18), new ResidualLayer(Stack(new UnflattenLayer([2, 3, 3]), Conv(2, 2, 1, 1)))
        {
            Shortcut = new([new("short", new UnflattenLayer([2, 3, 3]))]),
            Activation = Activation.Identity,
        }, Conv(2, 3, 2, 2));
        yield return Case("residual that makes vectors", [2, 3, 3], Conv(2, 2, 1, 1), new ResidualLayer(Stack(new FlattenLayer(), new LinearLayer(18, 12)))
        {
            Shortcut = new([new("short", new FlattenLayer()), new("shortLinear", new LinearLayer(18, 12))]),
        }, new UnflattenLayer([3, 2, 2]), Conv(3, 4, 2, 1));
        yield return Case("dropout among convolutions", [1, 6, 6], Conv(1, 4, 3, 3), _relu, new DropoutLayer(0.3), Conv(4, 5, 2, 2));
        yield return Case("activation first", [3, 5, 5], _tanh, Conv(3, 4, 2, 2));
        yield return Case("activation that keeps its input", [1, 6, 6], Conv(1, 4, 3, 3), new ActivationLayer(Activation.SiLU), Conv(4, 3, 2, 2));
        yield return Case("two activations", [1, 6, 6], Conv(1, 4, 3, 3), _tanh, new ActivationLayer(Activation.Sigmoid), Conv(4, 3, 2, 2));
        yield return Case("series", [3, 20], new Conv1dLayer(3, 6, 5) { Padding = 2, Stride = 2 }, _relu, new MaxPool1dLayer(3) { Stride = 2, Padding = 1 }, new Conv1dLayer(6, 4, 2));
        yield return Case("a linear layer between", [1, 6, 6], Conv(1, 4, 3, 3), new FlattenLayer(), new LinearLayer(64, 18), _relu, new UnflattenLayer([2, 3, 3]), Conv(2, 3, 2, 2));
    }

    [TestCaseSource(nameof(Networks))]
    public void Trains_and_scores_as_torch_does(NetworkBuilder network)
    {
        var options = _options with { Builder = network };
        var (managed, managedHistory) = Train(options, RunnerKind.Auto);
        var (eager, eagerHistory) = Train(options, RunnerKind.Eager);

        Assert.That((managedHistory.Runner, eagerHistory.Runner), Is.EqualTo(("managed", "eager")));
        Assert.That(managedHistory.TrainingLosses, Is.EqualTo(eagerHistory.TrainingLosses).Within(1e-5));
        Assert.That(managed.Weights(), Is.EqualTo(eager.Weights()).Within(2e-5f));
        var (rows, count) = (Features(Image(network)), 50);
        using var torchs = new TorchScorer(managed.Model.Network, Device.Cpu);
        using var own = ScorerChoice.Make(managed.Model.Network, Device.Cpu);
        Assert.That(own, Is.TypeOf<PlanScorer>());
        Assert.That(Scores(own, rows, count), Is.EqualTo(Scores(torchs, rows, count)).Within(1e-5f));
        managed.Dispose();
        eager.Dispose();
    }

    [TestCaseSource(nameof(Networks))]
    public void A_row_gives_the_same_bits_alone_and_with_others(NetworkBuilder network)
    {
        using var model = Train(_options with { Builder = network, Epochs = 0 }, RunnerKind.Auto).Model;
        using var scorer = ScorerChoice.Make(model.Model.Network, Device.Cpu);
        var rows = Features(Image(network));
        var all = Scores(scorer, rows, 50);
        var width = rows.Length / 50;

        Assert.That(
            Enumerable.Range(0, 50).SelectMany(row => Scores(scorer, rows[(row * width)..((row + 1) * width)], 1)),
            Is.EqualTo(all));
    }

    [TestCase("layer0.*")]
    [TestCase("layer2.*")]
    [TestCase("*.weight")]
    [TestCase("output.*")]
    public void Frozen_layers_stay_and_the_others_are_trained_alike(string pattern)
    {
        var options = _options with
        {
            Builder = new StackOf([2, 6, 7], new Conv2dLayer(2, 5, [3, 3]), _relu, new Conv2dLayer(5, 4, [2, 2]), _tanh),
            FrozenLayers = [pattern],
        };
        var (managed, history) = Train(options, RunnerKind.Auto);
        var (eager, _) = Train(options, RunnerKind.Eager);

        Assert.That(history.Runner, Is.EqualTo("managed"));
        Assert.That(managed.Weights(), Is.EqualTo(eager.Weights()).Within(2e-5f));
        managed.Dispose();
        eager.Dispose();
    }

    // Vectors of weights, their mean and the optimizer's memory are saved in one order, however a runner has them.
    [Test]
    public void Torch_goes_on_where_managed_code_ended()
    {
        var options = _options with
        {
            Builder = new StackOf([2, 6, 7], new Conv2dLayer(2, 5, [3, 2]), _tanh, new Conv2dLayer(5, 4, [2, 3]), _tanh),
            WeightAveraging = new ExponentialMovingAverage(0.9),
        };
        using var first = Train(options, RunnerKind.Auto, keepsState: true).Model;
        var longer = options with { Epochs = 4 };
        using var onTorch = Train(longer, RunnerKind.Eager, previous: first).Model;
        using var managed = Train(longer, RunnerKind.Auto, previous: first).Model;
        using var atOnce = Train(longer, RunnerKind.Eager).Model;

        Assert.That((onTorch.History.Runner, managed.History.Runner), Is.EqualTo(("eager", "managed")));
        Assert.That(onTorch.Weights(), Is.EqualTo(managed.Weights()).Within(2e-5f));
        Assert.That(onTorch.Weights(), Is.EqualTo(atOnce.Weights()).Within(2e-5f));
    }

    // 50 rows of 3 * (20 * 19 * 24 * 75 + 18 * 17 * 24 * 24 * 9) multiply-adds are enough for three threads.
    [Test]
    public void Several_threads_train_as_one_does()
    {
        var options = _options with { Builder = new StackOf([3, 24, 23], new Conv2dLayer(3, 24, [5, 5]), _relu, new Conv2dLayer(24, 24, [3, 3])), BatchSize = 45 };
        var (one, _) = Train(options, RunnerKind.Auto, 1);
        var (three, history) = Train(options, RunnerKind.Auto, 3);
        var (again, _) = Train(options, RunnerKind.Auto, 3);

        Assert.That(history.Threads, Is.EqualTo(3));
        Assert.That(three.Weights(), Is.Not.EqualTo(one.Weights()), "sums in another order are rounded otherwise: or else nothing was split");
        Assert.That(three.Weights(), Is.EqualTo(one.Weights()).Within(2e-5f));
        Assert.That(again.Weights(), Is.EqualTo(three.Weights()));
        one.Dispose();
        three.Dispose();
        again.Dispose();
    }

    // What the kernels have no arithmetic for.
    [TestCaseSource(nameof(Unknown))]
    public void The_rest_is_left_to_torch(NetworkBuilder network)
    {
        var (model, history) = Train(_options with { Builder = network, Epochs = 1 }, RunnerKind.Auto);
        using var scorer = ScorerChoice.Make(model.Model.Network, Device.Cpu);

        Assert.That(history.Runner, Is.EqualTo("eager"));
        Assert.That(scorer, Is.TypeOf<TorchScorer>());
        model.Dispose();
    }

    private static IEnumerable<TestCaseData> Unknown()
    {
        static TestCaseData Case(string name, ValueList<int> image, params Layer[] layers) =>
            new TestCaseData(new StackOf(image, layers)).SetArgDisplayNames(name);
        yield return Case("groups", [4, 5, 5], new Conv2dLayer(4, 4, [3, 3]) { Groups = 2 });
        yield return Case("dilation over the width", [1, 6, 6], new Conv2dLayer(1, 4, [2, 2]) { Dilation = [1, 2] });
        yield return Case("a window in the padding", [1, 6, 6], new Conv2dLayer(1, 4, [1, 1]) { Padding = [1, 1] });
    }

    private static ValueList<int> Image(NetworkBuilder network) => ((StackOf)network).Image;

    private static float[] Scores(IScorer scorer, float[] rows, int count)
    {
        var scores = new float[count * 3];
        scorer.Score(rows, count, scores);
        return scores;
    }

    private static float[] Features(ValueList<int> image)
    {
        var random = new RandomStream(5);
        return [.. Enumerable.Range(0, 50 * image.Aggregate((product, size) => product * size)).Select(_ => (float)random.NextNormal())];
    }

    private static (NeuralTransformer Model, TrainingHistory History) Train(
        NeuralClassifierOptions options, RunnerKind runner, int? threads = null, bool keepsState = false, NeuralTransformer? previous = null)
    {
        var features = Features(Image(options.Builder));
        var width = features.Length / 50;
        var rows = Enumerable.Range(0, 50).Select(row => new Row { Label = (uint)(row % 3), Features = features[(row * width)..((row + 1) * width)] });
        var context = new MLContext(1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        var data = context.Data.LoadFromEnumerable(rows, schema);
        var trainer = context.FluxTrainers.NeuralClassifier(options, new TrainingRun { Runner = runner, Threads = threads, KeepTrainingState = keepsState });
        var model = previous is null ? trainer.Fit(data) : trainer.Fit(data, null, previous);
        return (model, model.History);
    }

    private sealed class Row
    {
        [KeyType(3)]
        public uint Label { get; set; }

        public float[] Features { get; set; } = [];
    }
}
