// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Several classes from a vector of numbers.</summary>
internal sealed class ClassesWorkload : Workload
{
    /// <summary>The number of classes.</summary>
    public required int Classes { get; init; }

    public override IEstimator<NeuralTransformer> Trainer(MLContext context, int seed, TrainingRun run, int? epochs = null) =>
        context.FluxTrainers.NeuralClassifier(
            new NeuralClassifierOptions
            {
                Builder = Mlp(),
                Optimizer = new Adam(LearningRate),
                BatchSize = BatchSize,
                Epochs = epochs ?? Epochs,
                Standardize = false,
                Seed = seed,
            },
            run);

    public override float[] Scores(IDataView scored, int rows) => ScoreReader.Vectors(scored, rows, Classes);

    public override IReadOnlyDictionary<string, double> Quality(RowSet test, float[] scores) => Benchmarks.Quality.OfClasses(test, scores, Classes);

    public override Action<int> Engine(MLContext context, ITransformer model, RowSet rows) => rows.Engine<ClassScores>(context, model);

    protected override RowSet Rows(RawTable table, IEnumerable<int> rows) => new RowSetOf<FeatureRow>(
        [.. rows.Select(row => new FeatureRow { Features = table.Row(row).ToArray(), Label = (uint)table.Labels[row] })],
        FeatureRow.Schema(table.Width, Classes),
        row => row.Label);
}
