// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>What the library and its peers all do; the same settings stand in benchmarks/peers/workloads.py.</summary>
internal abstract class Workload
{
    private static readonly Workload[] _all =
    [
        new ClassesWorkload { Name = "W1", Data = "iris", Classes = 3, Hidden = [5, 4], LearningRate = 1e-2, BatchSize = 8, Epochs = 100, Folds = 5 },
        new BinaryWorkload { Name = "W2", Data = "higgs_like", Hidden = [128, 64], BatchSize = 256, Epochs = 5, TrainRows = 160_000 },
        new BinaryWorkload { Name = "W2b", Data = "higgs_like", Hidden = [128, 64], BatchSize = 32, Epochs = 1, TrainRows = 160_000 },
        new ClassesWorkload { Name = "W3", Data = "wide", Classes = 10, Hidden = [256], BatchSize = 128, Epochs = 10, TrainRows = 16_000 },
        new DiamondsWorkload { Name = "W4", Data = "diamonds", Hidden = [64, 32], BatchSize = 256, Epochs = 5, TrainRows = 43_152 },
        new ImagesWorkload { Name = "W5", Data = "fashion", Hidden = [16, 32, 32], BatchSize = 50, Epochs = 3, TrainRows = 5_000 },
        new BinaryWorkload { Name = "W6", Data = "higgs_like", Hidden = [128, 64], Dropout = 0.1, BatchSize = 256, Epochs = 5, TrainRows = 160_000 },
    ];

    /// <summary>What the tables call it.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its file of data.</summary>
    public required string Data { get; init; }

    /// <summary>The widths of the hidden layers; the channels of the convolutions for images.</summary>
    public required ValueList<int> Hidden { get; init; }

    /// <summary>Adam's.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Rows per step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Passes over the training rows.</summary>
    public required int Epochs { get; init; }

    /// <summary>The first rows are trained on, the rest tested, where there are no folds.</summary>
    public int TrainRows { get; init; }

    /// <summary>The number of folds, row modulo that number; 0 for none.</summary>
    public int Folds { get; init; }

    /// <summary>Dropped numbers after each hidden layer.</summary>
    public double Dropout { get; init; }

    /// <summary>The workload of that name.</summary>
    public static Workload Named(string name) => Array.Find(_all, workload => workload.Name == name)
        ?? throw new ArgumentException($"There is no workload '{name}': it is one of {string.Join(", ", _all.Select(workload => workload.Name))}.");

    /// <summary>Settings as the peers have them: raw features, no standardization.</summary>
    public abstract IEstimator<NeuralTransformer> Trainer(MLContext context, int seed, TrainingRun run, int? epochs = null);

    /// <summary>Reads the data and splits it.</summary>
    /// <param name="folder">The folder that make_data.py has filled.</param>
    public IReadOnlyList<Fold> Load(string folder)
    {
        var table = RawTable.Read(Path.Combine(folder, $"{Data}.bin"));
        var all = Enumerable.Range(0, table.Count);
        return Folds > 0
            ? [.. Enumerable.Range(0, Folds).Select(fold => new Fold(
                Rows(table, all.Where(row => row % Folds != fold)), Rows(table, all.Where(row => row % Folds == fold))))]
            : [new(Rows(table, all.Take(TrainRows)), Rows(table, all.Skip(TrainRows)))];
    }

    /// <summary>The number of updates of a fit on some rows.</summary>
    public long Steps(RowSet train) => ((train.Count + BatchSize - 1L) / BatchSize) * Epochs;

    /// <summary>The scores of rows, through <c>Transform</c> and a cursor over the column Score.</summary>
    public abstract float[] Scores(IDataView scored, int rows);

    /// <summary>How good scores are; the peers compute the same.</summary>
    public abstract IReadOnlyDictionary<string, double> Quality(RowSet test, float[] scores);

    /// <summary>A prediction engine's call on one row after the other.</summary>
    public abstract Action<int> Engine(MLContext context, ITransformer model, RowSet rows);

    /// <summary>Makes rows of some of a table's.</summary>
    protected abstract RowSet Rows(RawTable table, IEnumerable<int> rows);

    /// <summary>The network of dense layers.</summary>
    protected MlpBuilder Mlp() => new() { Hidden = Hidden, Dropout = Dropout };
}
