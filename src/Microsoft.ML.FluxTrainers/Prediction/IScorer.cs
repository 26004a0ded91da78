// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Runs rows through a trained network. Many threads may score at once.</summary>
internal interface IScorer : IDisposable
{
    /// <summary>Scores rows.</summary>
    /// <param name="features">Scaled features, row after row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="scores">Receives the network's raw outputs, row after row.</param>
    void Score(float[] features, int rows, Span<float> scores);
}
