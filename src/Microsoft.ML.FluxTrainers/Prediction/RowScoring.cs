// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>From the raw features of a row to its scores, with buffers for several rows.</summary>
internal sealed class RowScoring
{
    private readonly NeuralModel _model;
    private readonly SharedScorer _scorer;
    private readonly InputGetter _read;
    private readonly float[] _features;
    private readonly float[] _scores;
    private readonly int _outputs;

    public RowScoring(ScoredMapper mapper, DataViewRow input, int capacity)
    {
        _model = mapper.Model;
        _scorer = mapper.Scorer;
        _read = _model.Input.Bind(input);
        _outputs = _model.Network.Shape.Outputs;
        _features = GC.AllocateUninitializedArray<float>(capacity * _model.FeatureCount, pinned: true);
        _scores = new float[capacity * _outputs];
    }

    /// <summary>Reads the features of the row that the input is at.</summary>
    /// <param name="slot">Where among the buffered rows they go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public void Read(int slot) => _read(_features.AsSpan(slot * _model.FeatureCount, _model.FeatureCount));

    /// <summary>Scores the first rows of the buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public void Score(int rows)
    {
        var scores = _scores.AsSpan(0, rows * _outputs);
        _scorer.Score(_features, rows, scores);
        _model.Activation.Apply(scores, _outputs);
    }

    /// <summary>The scores of a buffered row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public ReadOnlySpan<float> Scores(int slot) => _scores.AsSpan(slot * _outputs, _outputs);
}
