// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Does the arithmetic of an epoch, block after block of many batches.</summary>
/// <remarks>The losses stay where they are computed until they are taken, once an epoch.</remarks>
internal interface IEpochRunner : IDisposable
{
    /// <summary>One update a batch.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="rates">The learning rate of each batch's update.</param>
    void Train(TrainingBlock block, ReadOnlySpan<double> rates);

    /// <summary>Adds the gradient of all rows to the session's, without an update.</summary>
    void Accumulate(TrainingBlock block);

    /// <summary>The loss as in prediction: no dropout, no update.</summary>
    void Evaluate(TrainingBlock block);

    /// <summary>The losses since they were last taken.</summary>
    LossSum TakeLoss();
}
