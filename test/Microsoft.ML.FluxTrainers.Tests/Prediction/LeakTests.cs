// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LeakTests
{
    private static readonly TrainingRun _eager = new() { Runner = RunnerKind.Eager };
    private readonly MLContext _mlContext = new(seed: 1);

    private static NetworkBuilder Custom => NetworkBuilder.From("residual", shape => new Residual(shape.Inputs, shape.Outputs));

    // TorchSharp 0.107 itself leaves a handle of a convolution's first bias to the garbage collector.
    private static NetworkBuilder Layers => NetworkBuilder.From("layers", shape => nn.Sequential(
        ("image", nn.Unflatten(1, [1, 4, 4])), ("convolution", nn.Conv2d(1, 2, 2, bias: false)), ("norm", nn.BatchNorm2d(2)), ("flat", nn.Flatten()),
        ("dropout", nn.Dropout(0.2)), ("output", nn.Linear(18, shape.Outputs))));

    [TestCaseSource(nameof(Options))]
    public void A_fit_leaves_nothing(NeuralClassifierOptions options) =>
        Assert.That(Leftovers.Of(() => ThreeKinds.Fit(_mlContext, options).Dispose()), Is.EqualTo(Leftovers.None));

    [TestCaseSource(nameof(Options))]
    public void A_fit_by_torch_whose_model_is_neither_used_nor_disposed_leaves_nothing(NeuralClassifierOptions options) =>
        Assert.That(Leftovers.Of(() => ThreeKinds.Fit(_mlContext, options, _eager)), Is.EqualTo(Leftovers.None));

    [Test]
    public void A_transform_leaves_nothing_but_the_one_network()
    {
        using var model = ThreeKinds.Fit(_mlContext, ThreeKinds.OnTorch);

        Assert.That(Leftovers.Of(() => ThreeKinds.Scores(_mlContext, model)), Is.EqualTo(Leftovers.None));
    }

    [Test]
    public void A_model_that_scored_frees_its_network_when_it_is_disposed()
    {
        var saved = Saved(ThreeKinds.OnTorch);

        Assert.That(
            Leftovers.Of(() =>
            {
                using var model = (NeuralTransformer)ThreeKinds.Load(_mlContext, saved);
                ThreeKinds.Scores(_mlContext, model);
            }),
            Is.EqualTo(Leftovers.None));
    }

    [Test]
    public void Loading_takes_no_native_memory()
    {
        var saved = Saved(ThreeKinds.OnTorch);

        Assert.That(
            Leftovers.Of(() => ThreeKinds.Load(_mlContext, saved).GetOutputSchema(ThreeKinds.Keyed(_mlContext).Schema)),
            Is.EqualTo(Leftovers.None));
    }

    [Test]
    public void A_cursor_that_is_left_halfway_leaves_nothing()
    {
        using var model = ThreeKinds.Fit(_mlContext, ThreeKinds.OnTorch);
        var scored = model.Transform(ThreeKinds.Keyed(_mlContext));

        Assert.That(
            Leftovers.Of(() =>
            {
                using var cursor = scored.GetRowCursor(scored.Schema);
                cursor.MoveNext();
            }),
            Is.EqualTo(Leftovers.None));
    }

    [Test]
    public void A_prediction_engine_leaves_nothing()
    {
        var saved = Saved(ThreeKinds.OnTorch);

        Assert.That(
            Leftovers.Of(() =>
            {
                using var engine = _mlContext.Model.CreatePredictionEngine<ThreeKinds.Row, Scored>(Unlabeled(saved));
                engine.Predict(ThreeKinds.Rows[0]);
            }),
            Is.EqualTo(Leftovers.None));
    }

    [Test]
    public void A_module_given_to_the_user_is_all_that_he_has_to_dispose()
    {
        using var model = ThreeKinds.Fit(_mlContext, Layers);

        Assert.That(Leftovers.Of(() => model.Model.CreateModule().Dispose()), Is.EqualTo(Leftovers.None));
        Assert.That(Leftovers.Of(() => model.Model.Summary()), Is.EqualTo(Leftovers.None));
    }

    [Test]
    public void The_summary_of_a_custom_module_leaves_nothing()
    {
        using var model = ThreeKinds.Fit(_mlContext, Custom);

        Assert.That(Leftovers.Of(() => model.Model.Summary()), Is.EqualTo(Leftovers.None));
    }

    [Test]
    public void Scoring_within_a_dispose_scope_of_the_users_keeps_the_network()
    {
        using var model = ThreeKinds.Fit(_mlContext, Layers);
        float[][] first;
        using (NewDisposeScope())
        {
            first = ThreeKinds.Scores(_mlContext, model);
        }

        Assert.That(ThreeKinds.Scores(_mlContext, model), Is.EqualTo(first));
    }

    [TestCaseSource(nameof(Failures))]
    public void A_fit_that_fails_leaves_nothing(NeuralClassifierOptions options) =>
        Assert.That(
            Leftovers.Of(() => Assert.That(() => ThreeKinds.Fit(_mlContext, options, _eager), Throws.Exception)), Is.EqualTo(Leftovers.None));

    [Test]
    public void A_fit_that_is_cancelled_leaves_nothing() =>
        Assert.That(
            Leftovers.Of(() =>
            {
                using var source = new CancellationTokenSource();
                var mlContext = new MLContext(seed: 1);
                mlContext.Log += (_, message) =>
                {
                    if (message.RawMessage.StartsWith("Epoch 2/", StringComparison.Ordinal))
                    {
                        source.Cancel();
                    }
                };
                Assert.That(
                    () => ThreeKinds.Fit(mlContext, new NeuralClassifierOptions(), _eager with { CancellationToken = source.Token }),
                    Throws.InstanceOf<OperationCanceledException>());
            }),
            Is.EqualTo(Leftovers.None));

    [Test]
    public void A_fit_whose_context_is_cancelled_leaves_nothing() =>
        Assert.That(
            Leftovers.Of(() =>
            {
                var mlContext = new MLContext(seed: 1);
                mlContext.Log += (_, message) =>
                {
                    if (message.RawMessage.StartsWith("Epoch 2/", StringComparison.Ordinal))
                    {
                        Cancel(mlContext);
                    }
                };
                Assert.That(() => ThreeKinds.Fit(mlContext, new NeuralClassifierOptions(), _eager), Throws.InstanceOf<OperationCanceledException>());
            }),
            Is.EqualTo(Leftovers.None));

    [Test]
    public void A_hundred_fits_do_not_grow_the_process([Values] RunnerKind runner)
    {
        // Weights, gradient and two moments of a fit are 1.1 MB: kept, they would be 110 MB.
        var options = new NeuralClassifierOptions { Builder = new MlpBuilder(256, 256), Epochs = 1 };
        for (var fit = 0; fit < 10; fit++)
        {
            FitAndScore(options, runner);
        }

        var before = Memory();
        for (var fit = 0; fit < 100; fit++)
        {
            FitAndScore(options, runner);
        }

        Assert.That(Memory() - before, Is.LessThan(50 << 20));
    }

    private static IEnumerable<TestCaseData> Options()
    {
        NeuralClassifierOptions tiny = new() { Builder = new MlpBuilder(5), Epochs = 2, BatchSize = 8, Seed = 1 };
        yield return Case("dense", tiny);
        yield return Case("norm and dropout", tiny with { Builder = new MlpBuilder(5) { Dropout = 0.1, Normalization = Normalization.BatchNorm } });
        yield return Case("layers", tiny with { Builder = Layers });
        yield return Case("custom module", tiny with { Builder = Custom });
        yield return Case("LBFGS", tiny with { Optimizer = new Lbfgs() });
        yield return Case("custom loss", tiny with { Loss = Loss.From("mine", (outputs, targets) => outputs.pow(2).sum(1)) });
        yield return Case("clipped", tiny with { GradientClip = new ClipByNorm(1) });
    }

    private static IEnumerable<TestCaseData> Failures()
    {
        NeuralClassifierOptions tiny = new() { Builder = new MlpBuilder(5), Epochs = 3, BatchSize = 8, Seed = 1 };
        yield return Case("builder throws", tiny with { Builder = NetworkBuilder.From("broken", _ => throw new InvalidOperationException("broken")) });
        yield return Case("builder gives null", tiny with { Builder = NetworkBuilder.From("null", _ => null!) });
        yield return Case("network does not fit", tiny with { Builder = NetworkBuilder.From("narrow", shape => nn.Linear(shape.Inputs, 2)) });
        yield return Case("stack does not fit", tiny with { Builder = new MisfitBuilder() });
        yield return Case("network fails on the data", tiny with { Builder = NetworkBuilder.From("pool", _ => nn.Sequential(nn.Identity(), nn.Linear(2, 2))) });
        yield return Case("network has nothing to train", tiny with { Builder = NetworkBuilder.From("frozen", Frozen) });
        yield return Case("loss throws at once", tiny with { Loss = Loss.From("throws", (_, _) => throw new InvalidOperationException("broken")) });
        yield return Case("loss throws in the second epoch", tiny with { Loss = Throwing(after: 8) });
        yield return Case("loss has a wrong shape", tiny with { Loss = Loss.From("wrong", (outputs, _) => outputs.pow(2)) });
        yield return Case("forward throws", tiny with { Builder = NetworkBuilder.From("forward", shape => new Fragile(shape)) });
    }

    // AutoML's way, which is not public.
    private static void Cancel(MLContext mlContext) =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(mlContext, null);

    private static nn.Module<Tensor, Tensor> Frozen(NetworkShape shape)
    {
        var module = nn.Linear(shape.Inputs, shape.Outputs);
        foreach (var parameter in module.parameters())
        {
            parameter.requires_grad = false;
        }

        return module;
    }

    private static Loss Throwing(int after)
    {
        var calls = 0;
        return Loss.From("throws", (outputs, targets) =>
        {
            var squared = outputs.pow(2);
            return ++calls % after == 0 ? throw new InvalidOperationException("broken") : squared.sum(1);
        });
    }

    private static TestCaseData Case(string name, NeuralClassifierOptions options) => new TestCaseData(options).SetArgDisplayNames(name);

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();

        // Gives free memory back too: .NET keeps what quick fits left behind, 1 MB each, for the next ones.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }

    private void FitAndScore(NeuralClassifierOptions options, RunnerKind runner)
    {
        using var model = ThreeKinds.Fit(_mlContext, options, new TrainingRun { Runner = runner });
        ThreeKinds.Scores(_mlContext, model);
    }

    private byte[] Saved(NetworkBuilder builder)
    {
        using var model = ThreeKinds.Fit(_mlContext, builder);
        return ThreeKinds.Save(_mlContext, model);
    }

    private ITransformer Unlabeled(byte[] saved) => ThreeKinds.Load(_mlContext, saved);

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }

    /// <summary>Works until it is trained.</summary>
    private sealed class Fragile : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _inner;

        public Fragile(NetworkShape shape)
            : base(nameof(Fragile))
        {
            _inner = nn.Linear(shape.Inputs, shape.Outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var output = _inner.call(input);
            return training ? throw new InvalidOperationException("broken") : output;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed record MisfitBuilder : StackBuilder
    {
        public override LayerStack Describe(NetworkShape shape) => new([
            new("first", new LinearLayer(shape.Inputs, 4)),
            new("groups", new Conv1dLayer(4, 3, 1) { Groups = 2 }), // torch itself refuses to make it
            new("output", new LinearLayer(4, shape.Outputs))]);
    }
}
