// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Steps as a GPU takes them, here on the CPU: flat vectors that are tensors, gradients that are collected, masks that torch draws.</summary>
public sealed class DeviceStepTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8),
        BatchSize = 16,
        Epochs = 5,
        Seed = 4,
    };

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    private static readonly NeuralClassifierOptions[] _variants =
    [
        _options with { Optimizer = new Adam(0.01) },
        _options with { Optimizer = new Adam(0.01) { AmsGrad = true, WeightDecay = 0.01 } },
        _options with { Optimizer = new AdamW(0.01), GradientClip = new ClipByNorm(0.1) },
        _options with { Optimizer = new Sgd(0.05) { Momentum = 0.9 }, AccumulationSteps = 3, Penalty = new() { Strength = 0.1, L1Ratio = 0.5 } },
        _options with { Optimizer = new RmsProp(0.01), GradientClip = new ClipByValue(0.01) },
        _options with { Optimizer = new RAdam(0.01), WeightAveraging = new ExponentialMovingAverage(0.9) },
        _options with { Optimizer = new NAdam(0.01), ParameterGroups = [new("*.bias") { LearningRateFactor = 0.5 }] },
        _options with { Optimizer = new Lbfgs() },
        _options with { Builder = new MlpBuilder(8) { Normalization = Normalization.LayerNorm }, ValidationFraction = 0.2 },
        _options with { Builder = new VectorImageBuilder(new ConvBuilder(4), 1, 2, 2) },
        _options with
        {
            Builder = NetworkBuilder.From("series", shape => nn.Sequential(
                ("series", nn.Unflatten(1, [1, 2])), ("wide", nn.Conv1d(1, 4, 1)), ("relu", nn.ReLU()), ("long", nn.Conv1d(4, 3, 2)), ("flat", nn.Flatten()), ("output", nn.Linear(3, shape.Outputs)))),
        },
        _options with { Builder = new VectorImageBuilder(new ResNetBuilder(), 1, 2, 2), Epochs = 1 },
    ];

    [TestCaseSource(nameof(_variants))]
    public void Agree_with_those_of_the_CPU_to_rounding(NeuralClassifierOptions options)
    {
        var rows = options.Builder is VectorImageBuilder ? _rows.ConvertAll(Square) : _rows;
        var (gpu, cpu) = (options.Fit(rows, run: DeviceLike.Gpu), options.Fit(rows, RunnerKind.Eager));

        Assert.That(gpu.Weights(), Is.EqualTo(cpu.Weights()).Within(2e-3));
        Assert.That(gpu.History.TrainingLosses, Is.EqualTo(cpu.History.TrainingLosses).Within(1e-4));
        Assert.That(gpu.History.ValidationLosses, Is.EqualTo(cpu.History.ValidationLosses).Within(1e-4));
    }

    [Test]
    public void A_parameter_without_a_gradient_stays_as_it_is()
    {
        var builder = NetworkBuilder.From("half used", shape => new HalfUsed(shape));
        var options = _options with { Builder = builder };
        var (gpu, cpu) = (options.Fit(_rows, run: DeviceLike.Gpu), options.Fit(_rows, RunnerKind.Eager));

        Assert.That(gpu.Weights(), Is.EqualTo(cpu.Weights()).Within(1e-4));
    }

    [Test]
    public void Masks_of_the_device_are_others_and_go_on_to_the_bit()
    {
        var options = _options with { Builder = new MlpBuilder(8) { Dropout = 0.3 } };
        var once = options.Fit(_rows, run: DeviceLike.Gpu);
        var context = new MLContext();
        var half = (options with { Epochs = 2 }).Fit(_rows, run: DeviceLike.Gpu);
        var whole = context.FluxTrainers.NeuralClassifier(options, DeviceLike.Gpu).Fit(_rows.ToView(context, 3), previous: half);

        Assert.That(whole.Bits(), Is.EqualTo(once.Bits()));
        Assert.That(once.Weights(), Is.Not.EqualTo(options.Fit(_rows, RunnerKind.Eager).Weights()).Within(1e-3));
    }

    [Test]
    public void An_interrupted_fit_goes_on_to_the_bit()
    {
        using var folder = new TempFolder();
        var options = _options with { Builder = new MlpBuilder(8) { Dropout = 0.3 } };
        var run = DeviceLike.Gpu with { Snapshots = new Snapshots(folder.Path) };
        Assert.Catch(() => options.Fit(_rows, run: run with { Actions = [TrainingAction.ErrorIf(result => result.Epoch == 4, "enough")] }));
        var resumed = options.Fit(_rows, run: run);

        Assert.That(resumed.Bits(), Is.EqualTo(options.Fit(_rows, run: DeviceLike.Gpu).Bits()));
        Assert.That(resumed.Notes(), Is.EqualTo(new[] { "The 100 training rows lie on cpu: 2E-06 GB.", "The 100 training rows lie on cpu: 2E-06 GB." }), "once for each part");
    }

    [Test]
    public void The_process_wide_generator_is_given_back()
    {
        var before = TorchState.Generator();
        (_options with { Builder = new MlpBuilder(8) { Dropout = 0.3 } }).Fit(_rows, run: DeviceLike.Gpu);

        Assert.That(TorchState.Generator(), Is.EqualTo(before));
    }

    private static TestRow Square(TestRow row)
    {
        var values = row.Features.DenseValues().ToArray();
        return TestRows.Row(row.Label, values[0], values[1], values[0] * values[1], 1);
    }

    /// <summary>A network one of whose layers nothing goes through.</summary>
    private sealed class HalfUsed : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear _used;
        private readonly TorchSharp.Modules.Linear _unused;

        public HalfUsed(NetworkShape shape)
            : base(nameof(HalfUsed))
        {
            (_unused, _used) = (nn.Linear(3, 3), nn.Linear(shape.Inputs, shape.Outputs));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _used.call(input);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _used.Dispose();
                _unused.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
