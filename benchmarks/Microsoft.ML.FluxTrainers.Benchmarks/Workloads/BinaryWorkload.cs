// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>True or false from a vector of numbers, by one logit.</summary>
internal sealed class BinaryWorkload : Workload
{
    public override IEstimator<NeuralTransformer> Trainer(MLContext context, int seed, TrainingRun run, int? epochs = null) =>
        context.FluxTrainers.NeuralBinaryClassifier(Options(seed) with { Epochs = epochs ?? Epochs }, run);

    /// <summary>Settings as the peers have them.</summary>
    public NeuralBinaryClassifierOptions Options(int seed) => new()
    {
        Builder = Mlp(),
        Optimizer = new Adam(LearningRate),
        BatchSize = BatchSize,
        Epochs = Epochs,
        Standardize = false,
        Seed = seed,
    };

    public override float[] Scores(IDataView scored, int rows) => ScoreReader.Numbers(scored, rows);

    public override IReadOnlyDictionary<string, double> Quality(RowSet test, float[] scores) => Benchmarks.Quality.OfLogits(test, scores);

    public override Action<int> Engine(MLContext context, ITransformer model, RowSet rows) => rows.Engine<NumberScore>(context, model);

    protected override RowSet Rows(RawTable table, IEnumerable<int> rows) => new RowSetOf<BinaryRow>(
        [.. rows.Select(row => new BinaryRow { Features = table.Row(row).ToArray(), Label = table.Labels[row] > 0 })],
        BinaryRow.Schema(table.Width),
        row => row.Label ? 1 : 0);
}
