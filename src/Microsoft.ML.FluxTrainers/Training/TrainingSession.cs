// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>All that changes while a network is trained: what a later fit would continue.</summary>
internal sealed class TrainingSession(IEpochRunner runner, RandomStreams streams, int rowCount, TrainingSetup setup) : IDisposable
{
    /// <summary>All parameters, one after the other.</summary>
    public FlatVector Parameters => runner.Parameters;

    /// <summary>All gradients in the same order: sums over rows until the update.</summary>
    public FlatVector Gradient => runner.Gradient;

    /// <summary>The optimizer's moments, counters and number of updates.</summary>
    public OptimizerState OptimizerState { get; } = new(runner.Parameters);

    /// <summary>The random streams of the fit.</summary>
    public RandomStreams Streams => streams;

    /// <summary>The number of training rows.</summary>
    public int RowCount => rowCount;

    /// <summary>The number of epochs so far.</summary>
    public int Epoch { get; set; }

    /// <summary>What the bits of the result depend on beside options and data.</summary>
    public TrainingSetup Setup => setup;

    /// <summary>What happened.</summary>
    public TrainingRecorder History { get; } = new(setup);

    public void Dispose() => OptimizerState.Dispose();
}
