// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Owns a network under training and does the arithmetic of an epoch, block after block of many batches.</summary>
/// <remarks>The losses stay where they are computed until they are taken, once an epoch.</remarks>
internal interface IEpochRunner : IDisposable
{
    /// <summary>The name in the history: models that another runner trained agree to rounding, not to the bit.</summary>
    string Name { get; }

    /// <summary>All parameters, one after the other.</summary>
    FlatVector Parameters { get; }

    /// <summary>All gradients in the same order: sums over rows until the update.</summary>
    FlatVector Gradient { get; }

    /// <summary>How these vectors lie beside PyTorch's order.</summary>
    ParameterOrder Order { get; }

    /// <summary>Where each trained parameter lies in <see cref="Parameters"/>, in that order.</summary>
    IReadOnlyList<TensorSlot> TrainedParameters { get; }

    /// <summary>A copy of the numbers that training changes without a gradient, such as a batch norm's averages.</summary>
    double[] Buffers { get; set; }

    /// <summary>Batch after batch, each counted by the update rule.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="rates">The learning rate of each batch's update.</param>
    /// <param name="update">Makes the updates.</param>
    void Train(TrainingBlock block, ReadOnlySpan<double> rates, UpdateRule update);

    /// <summary>Adds the gradient of all rows to <see cref="Gradient"/>, without an update.</summary>
    void Accumulate(TrainingBlock block);

    /// <summary>Adds up the loss as in prediction: no dropout, no update.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="outputs">Receives the raw outputs, row after row; empty where they are not wanted.</param>
    void Evaluate(TrainingBlock block, Span<float> outputs = default);

    /// <summary>Marks the units of ReLU-like layers that are not 0 on some row, as in prediction. Draws nothing.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="watch">Takes the marks.</param>
    void WatchUnits(TrainingBlock block, UnitWatch watch);

    /// <summary>Measures what batch norms keep anew, with the weights as they are; does nothing where there are none.</summary>
    /// <param name="blocks">The training rows.</param>
    void MeasureNorms(IEnumerable<TrainingBlock> blocks);

    /// <summary>The losses since they were last taken.</summary>
    LossSum TakeLoss();

    /// <summary>A copy of the network's numbers.</summary>
    NetworkState State();
}
