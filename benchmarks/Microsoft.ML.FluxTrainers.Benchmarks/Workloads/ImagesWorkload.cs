// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Classes of small gray images, by convolutions.</summary>
internal sealed class ImagesWorkload : Workload
{
    private const int Size = 28;
    private const int Classes = 10;

    public override IEstimator<NeuralTransformer> Trainer(MLContext context, int seed, TrainingRun run, int? epochs = null) =>
        context.FluxTrainers.NeuralImageClassifier(
            new NeuralImageClassifierOptions
            {
                Height = Size,
                Width = Size,
                Normalization = ImageNormalization.UnitInterval,
                Builder = new ConvBuilder { Channels = Hidden },
                Optimizer = new Adam(LearningRate),
                BatchSize = BatchSize,
                Epochs = epochs ?? Epochs,
                Seed = seed,
                Device = Device.Cpu,
            },
            run);

    public override float[] Scores(IDataView scored, int rows) => ScoreReader.Vectors(scored, rows, Classes);

    public override IReadOnlyDictionary<string, double> Quality(RowSet test, float[] scores) => Benchmarks.Quality.OfClasses(test, scores, Classes);

    public override Action<int> Engine(MLContext context, ITransformer model, RowSet rows) => rows.Engine<ClassScores>(context, model);

    protected override RowSet Rows(RawTable table, IEnumerable<int> rows) => new RowSetOf<ImageRow>(
        [.. rows.Select(row => new ImageRow { Image = Array.ConvertAll(table.Row(row).ToArray(), pixel => (byte)pixel), Label = (uint)table.Labels[row] })],
        ImageRow.Schema(Size * Size, Classes),
        row => row.Label);
}
