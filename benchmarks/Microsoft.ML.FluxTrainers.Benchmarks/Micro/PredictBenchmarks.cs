// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using BenchmarkDotNet.Attributes;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>A trained network: many rows through a cursor, one row through an engine, loaded from a file.</summary>
[MemoryDiagnoser]
public class PredictBenchmarks
{
    private const int Rows = 10_000;
    private const int Width = 28;

    private readonly MLContext _context = new();
    private readonly NumberScore _score = new();
    private readonly BinaryRow _row = new() { Features = new float[Width] };
    private byte[] _file = [];
    private IDataView _view = null!;
    private NeuralTransformer _model = null!;
    private PredictionEngine<BinaryRow, NumberScore> _engine = null!;

    /// <summary>What comes before each activation.</summary>
    [Params(Normalization.None, Normalization.LayerNorm, Normalization.BatchNorm)]
    public Normalization Normalization { get; set; }

    /// <summary>Trains the network.</summary>
    [GlobalSetup]
    public void Train()
    {
        _view = DenseView.Random(Rows, Width, Rows);
        var options = new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(128, 64) { Normalization = Normalization }, Epochs = 1, Seed = 1 };
        _model = _context.FluxTrainers.NeuralBinaryClassifier(options).Fit(_view);
        using var file = new MemoryStream();
        _context.Model.Save(_model, _view.Schema, file);
        _file = file.ToArray();
        _engine = _context.Model.CreatePredictionEngine<BinaryRow, NumberScore>(
            _model, new PredictionEngineOptions { InputSchemaDefinition = BinaryRow.Schema(Width), OwnsTransformer = false });
    }

    /// <summary>Gives the network back.</summary>
    [GlobalCleanup]
    public void Free()
    {
        _engine.Dispose();
        _model.Dispose();
    }

    /// <summary>The scores of 10,000 rows.</summary>
    [Benchmark]
    public float[] Transform() => ScoreReader.Numbers(_model.Transform(_view), Rows);

    /// <summary>The score of one row, into an object that is there.</summary>
    [Benchmark]
    public float PredictOne()
    {
        var score = _score;
        _engine.Predict(_row, ref score);
        return score.Score;
    }

    /// <summary>A model from a file in memory, with the schema; nothing is scored.</summary>
    [Benchmark]
    public object Load()
    {
        var model = _context.Model.Load(new MemoryStream(_file), out _);
        (model as IDisposable)?.Dispose();
        return model;
    }
}
