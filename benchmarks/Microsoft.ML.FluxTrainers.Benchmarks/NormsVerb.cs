// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>norms [--rows 20000] [--pairs 9]: networks with norms in managed code beside torch's eager steps, and one row through an engine.</summary>
/// <remarks>Whole fits on one thread, in turn, by processor time: medians of the fits and of the ratios of pairs.</remarks>
internal static class NormsVerb
{
    private const int Width = 28;
    private const int Images = 1000;

    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var context = new MLContext();
        var rows = line.Number("rows", 20_000);
        var view = DenseView.Random(rows, Width, rows);
        var images = DenseView.Random(Images, Width * Width, Images);
        Console.Out.WriteLine("| network | batch | managed | eager | ratio |");
        Console.Out.WriteLine("|---|---|---|---|---|");
        foreach (var (builder, batch) in Cases())
        {
            var (data, count) = builder is NormedImages ? (images, Images) : (view, rows);
            double Step(RunnerKind runner)
            {
                var options = new NeuralBinaryClassifierOptions { Builder = builder, BatchSize = batch, Epochs = 2, Standardize = false, Seed = 1 };
                var trainer = context.FluxTrainers.NeuralBinaryClassifier(options, new TrainingRun { Runner = runner, Threads = 1 });
                var before = Environment.CpuUsage.TotalTime;
                trainer.Fit(data).Dispose();
                return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / (options.Epochs * ((count + batch - 1.0) / batch));
            }

            var pairs = Measuring.Warm(line.Number("pairs", 9), () => (Managed: Step(RunnerKind.Auto), Eager: Step(RunnerKind.Eager)));
            Console.Out.WriteLine(
                $"| {builder} | {batch} | {Measuring.Median(pairs.Select(pair => pair.Managed)):F1} | {Measuring.Median(pairs.Select(pair => pair.Eager)):F1} | {Measuring.Median(pairs.Select(pair => pair.Managed / pair.Eager)):F2} |");
        }

        foreach (var normalization in Enum.GetValues<Normalization>())
        {
            var options = new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(128, 64) { Normalization = normalization }, Epochs = 1, Seed = 1 };
            var model = context.FluxTrainers.NeuralBinaryClassifier(options).Fit(view);
            using var engine = context.Model.CreatePredictionEngine<BinaryRow, NumberScore>(model, new PredictionEngineOptions { InputSchemaDefinition = BinaryRow.Schema(Width) });
            var (row, score) = (new BinaryRow { Features = new float[Width] }, new NumberScore());
            void Predict(int call) => engine.Predict(row, ref score);
            Console.Out.WriteLine($"one row, {options.Builder}: {Measuring.Median(OneRow.Microseconds(Predict)):F2} us, {OneRow.Bytes(Predict):F1} bytes");
        }
    }

    private static IEnumerable<(NetworkBuilder Builder, int Batch)> Cases()
    {
        static MlpBuilder Mlp(Normalization normalization, params int[] hidden) => new(hidden) { Normalization = normalization };
        yield return (Mlp(Normalization.LayerNorm, 16, 8), 8);
        yield return (Mlp(Normalization.LayerNorm, 128, 64), 32);
        yield return (Mlp(Normalization.LayerNorm, 128, 64), 256);
        yield return (Mlp(Normalization.BatchNorm, 128, 64), 32);
        yield return (Mlp(Normalization.BatchNorm, 128, 64), 256);
        yield return (Mlp(Normalization.None, 128, 64), 256);
        yield return (new NormedImages(), 50);
    }

    /// <summary>Two convolutions of 16 and 32 channels, each with a batch norm and a pool, over images of 28 by 28.</summary>
    private sealed record NormedImages : StackBuilder
    {
        public override LayerStack Describe(NetworkShape shape) => new([
            new("image", new UnflattenLayer([1, Width, Width])),
            new("conv0", new Conv2dLayer(1, 16, [3, 3])),
            new("norm0", new BatchNorm2dLayer(16)),
            new("relu0", new ActivationLayer(Activation.ReLU)),
            new("pool0", new MaxPool2dLayer([2, 2])),
            new("conv1", new Conv2dLayer(16, 32, [3, 3])),
            new("norm1", new BatchNorm2dLayer(32)),
            new("relu1", new ActivationLayer(Activation.ReLU)),
            new("pool1", new MaxPool2dLayer([2, 2])),
            new("flat", new FlattenLayer()),
            new("output", new LinearLayer(32 * 5 * 5, shape.Outputs)),
        ]);

        public override string ToString() => "convolutions with batch norms";
    }
}
