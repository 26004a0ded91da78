// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>A number from six numbers and three categories, each a vector of its own.</summary>
internal sealed class DiamondsWorkload : Workload
{
    private const int Numbers = 6; // the categories follow

    private static readonly int[] _levels = [5, 7, 8];
    private static readonly string[] _categories = [nameof(DiamondRow.Cut), nameof(DiamondRow.Color), nameof(DiamondRow.Clarity)];

    public override IEstimator<NeuralTransformer> Trainer(MLContext context, int seed, TrainingRun run, int? epochs = null) =>
        context.FluxTrainers.NeuralRegressor(
            new NeuralRegressorOptions
            {
                CategoricalColumnNames = _categories,
                EmbeddingSizes = [new(_categories[0], 3), new(_categories[1], 3), new(_categories[2], 4)],
                Builder = Mlp(),
                Optimizer = new Adam(LearningRate),
                BatchSize = BatchSize,
                Epochs = epochs ?? Epochs,
                Standardize = false,
                StandardizeLabel = false,
                Seed = seed,
            },
            run);

    public override float[] Scores(IDataView scored, int rows) => ScoreReader.Numbers(scored, rows);

    public override IReadOnlyDictionary<string, double> Quality(RowSet test, float[] scores) => Benchmarks.Quality.OfNumbers(test, scores);

    public override Action<int> Engine(MLContext context, ITransformer model, RowSet rows) => rows.Engine<NumberScore>(context, model);

    protected override RowSet Rows(RawTable table, IEnumerable<int> rows) => new RowSetOf<DiamondRow>(
        [.. rows.Select(row => Row(table.Row(row), table.Labels[row]))],
        DiamondRow.Schema(Numbers, _levels[0], _levels[1], _levels[2]),
        row => row.Label);

    private static DiamondRow Row(ReadOnlySpan<float> values, float label) => new()
    {
        Features = values[..Numbers].ToArray(),
        Cut = (uint)values[Numbers],
        Color = (uint)values[Numbers + 1],
        Clarity = (uint)values[Numbers + 2],
        Label = label,
    };
}
