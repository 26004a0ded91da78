// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>What the library and its peers all do; the same settings stand in benchmarks/peers/workloads.py.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="File">Its data.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Hidden">The hidden layers.</param>
/// <param name="LearningRate">Adam's.</param>
/// <param name="BatchSize">Rows per step.</param>
/// <param name="Epochs">Passes over the training rows.</param>
/// <param name="TrainRows">The first rows are trained on, the rest tested; 0 for five folds, row modulo 5.</param>
internal sealed record Workload(
    string Name, string File, int Classes, ValueList<int> Hidden, double LearningRate, int BatchSize, int Epochs, int TrainRows)
{
    private const int Folds = 5;

    private static readonly Workload[] _all =
    [
        new("W1", "iris.csv", 3, [5, 4], 1e-2, 8, 100, 0),
        new("W2", "higgs_like.csv", 2, [128, 64], 1e-3, 256, 5, 160_000),
        new("W2b", "higgs_like.csv", 2, [128, 64], 1e-3, 32, 1, 160_000),
        new("W3", "wide.csv", 10, [256], 1e-3, 128, 10, 16_000),
    ];

    /// <summary>The workload of that name.</summary>
    public static Workload Named(string name) => Array.Find(_all, workload => workload.Name == name)
        ?? throw new ArgumentException($"There is no workload '{name}': it is one of {string.Join(", ", _all.Select(workload => workload.Name))}.");

    /// <summary>Settings as the peers have them: raw features, no standardization.</summary>
    public NeuralClassifierOptions Options(int seed) => new()
    {
        Builder = new MlpBuilder { Hidden = Hidden },
        Optimizer = new Adam(LearningRate),
        BatchSize = BatchSize,
        Epochs = Epochs,
        Standardize = false,
        Seed = seed,
    };

    /// <summary>Pairs of rows to train on and rows to test on.</summary>
    public List<(RowTable Train, RowTable Test)> Split(RowTable rows) => TrainRows > 0
        ? [(rows.Where(i => i < TrainRows), rows.Where(i => i >= TrainRows))]
        : [.. Enumerable.Range(0, Folds).Select(fold => (rows.Where(i => i % Folds != fold), rows.Where(i => i % Folds == fold)))];

    /// <summary>The number of updates of a fit on some rows.</summary>
    public long Steps(RowTable train) => ((train.Rows.Count + BatchSize - 1L) / BatchSize) * Epochs;
}
