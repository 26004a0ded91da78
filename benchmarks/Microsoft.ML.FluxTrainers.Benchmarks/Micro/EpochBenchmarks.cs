// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using BenchmarkDotNet.Attributes;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Two epochs of 4,096 rows by each runner, with all that a fit has around them.</summary>
[MemoryDiagnoser]
public class EpochBenchmarks
{
    private const int Rows = 4096;

    private readonly MLContext _context = new();
    private IDataView _view = null!;

    /// <summary>What does the arithmetic.</summary>
    [Params(RunnerKind.Auto, RunnerKind.Eager)]
    public RunnerKind Runner { get; set; }

    /// <summary>Rows per step.</summary>
    [Params(32, 256)]
    public int BatchSize { get; set; }

    /// <summary>Makes the rows.</summary>
    [GlobalSetup]
    public void MakeRows() => _view = DenseView.Random(Rows, 28, Rows);

    /// <summary>28-128-64-1.</summary>
    [Benchmark]
    public void Mlp() => Fit(new MlpBuilder(128, 64));

    /// <summary>The same, each hidden layer with dropout.</summary>
    [Benchmark]
    public void MlpWithDropout() => Fit(new MlpBuilder(128, 64) { Dropout = 0.1 });

    /// <summary>The same, each hidden layer with a batch norm.</summary>
    [Benchmark]
    public void MlpWithBatchNorm() => Fit(new MlpBuilder(128, 64) { Normalization = Normalization.BatchNorm });

    private void Fit(NetworkBuilder builder)
    {
        var options = new NeuralBinaryClassifierOptions { Builder = builder, Standardize = false, BatchSize = BatchSize, Epochs = 2, Seed = 1 };
        _context.FluxTrainers.NeuralBinaryClassifier(options, new TrainingRun { Runner = Runner, Threads = 1 }).Fit(_view).Dispose();
    }
}
