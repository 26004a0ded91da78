// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using BenchmarkDotNet.Attributes;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Rows of a view into the memory that is trained from: a fit of 0 epochs. It measures the loss once, on a network of one hidden number.</summary>
[MemoryDiagnoser]
public class ReadBenchmarks
{
    private const int Numbers = 2_800_000;

    private readonly MLContext _context = new();
    private IDataView _view = null!;

    /// <summary>Features per row.</summary>
    [Params(28, 500)]
    public int Features { get; set; }

    /// <summary>Makes the rows.</summary>
    [GlobalSetup]
    public void MakeRows() => _view = DenseView.Random(Numbers / Features, Features, Numbers / Features);

    /// <summary>What no reader can do without.</summary>
    [Benchmark(Baseline = true)]
    public void PassOverView() => Cursors.Pass(_view);

    /// <summary>As they are.</summary>
    [Benchmark]
    public void Read() => Fit(isStandardized: false);

    /// <summary>With mean and deviation of each feature.</summary>
    [Benchmark]
    public void ReadAndStandardize() => Fit(isStandardized: true);

    private void Fit(bool isStandardized)
    {
        var options = new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(1), Standardize = isStandardized, Epochs = 0, Seed = 1 };
        _context.FluxTrainers.NeuralBinaryClassifier(options).Fit(_view).Dispose();
    }
}
