// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>A workload at the size of batches that suits a GPU, on made-up rows; benchmarks/peers/gpu_pytorch.py does the same.</summary>
/// <param name="Name">Of the workload whose shapes these are.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="BatchSize">Rows per step.</param>
/// <param name="Trainer">The trainer on a device, for a number of epochs.</param>
/// <param name="Data">The rows.</param>
internal sealed record GpuWorkload(string Name, int Rows, int BatchSize, Func<MLContext, Device, int, IEstimator<NeuralTransformer>> Trainer, Func<MLContext, IDataView> Data)
{
    private const int Classes = 10;
    private const int Size = 28;

    /// <summary>W2 and W5.</summary>
    public static IReadOnlyList<GpuWorkload> All { get; } =
    [
        new("W2", 160_000, 4096, Dense, _ => DenseView.Random(160_000, 28, 160_000)),
        new("W5", 5_000, 512, Convolutions, Images),
    ];

    /// <summary>The number of updates of an epoch.</summary>
    public int StepsPerEpoch => (Rows + BatchSize - 1) / BatchSize;

    // On a CPU the eager runner too, so that what a GPU would do is what is tried.
    private static IEstimator<NeuralTransformer> Dense(MLContext context, Device device, int epochs) => context.FluxTrainers.NeuralBinaryClassifier(
        new NeuralBinaryClassifierOptions
        {
            Builder = new MlpBuilder { Hidden = [128, 64] },
            Optimizer = new Adam(1e-3),
            BatchSize = 4096,
            Epochs = epochs,
            Standardize = false,
            Seed = 1,
            Device = device,
        },
        new TrainingRun { Threads = 1, Runner = RunnerKind.Eager });

    private static IEstimator<NeuralTransformer> Convolutions(MLContext context, Device device, int epochs) => context.FluxTrainers.NeuralImageClassifier(
        new NeuralImageClassifierOptions
        {
            Height = Size,
            Width = Size,
            Normalization = ImageNormalization.UnitInterval,
            Builder = new ConvBuilder { Channels = [16, 32, 32] },
            Optimizer = new Adam(1e-3),
            BatchSize = 512,
            Epochs = epochs,
            Seed = 1,
            Device = device,
        },
        new TrainingRun { Threads = 1 });

    private static IDataView Images(MLContext context)
    {
        var random = new Random(1);
        return context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 5_000).Select(row =>
            {
                var image = new byte[Size * Size];
                random.NextBytes(image);
                return new ImageRow { Image = image, Label = (uint)(row % Classes) };
            }).ToList(),
            ImageRow.Schema(Size * Size, Classes));
    }
}
