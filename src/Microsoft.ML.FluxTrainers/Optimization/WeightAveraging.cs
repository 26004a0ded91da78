// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A mean of the weights of many updates, which the trained network gets: <see cref="ExponentialMovingAverage"/> or
/// <see cref="StochasticWeightAveraging"/>.</summary>
/// <remarks>
/// Training itself goes on from its own weights; the validation loss is that of the mean. The averages that a batch norm keeps are never averaged: for each
/// validation, and for the trained network, they are measured anew by a pass over the training rows with the mean weights, as the plain mean over batches of
/// mean and variance (torch.optim.swa_utils.update_bn, but with dropout off).
/// </remarks>
[OptionFamily]
public abstract record WeightAveraging
{
    private protected WeightAveraging()
    {
    }

    /// <summary>How much of the mean the weights after an update become; 0 leaves it as it is.</summary>
    /// <param name="count">How many weights the mean would then be of.</param>
    internal virtual double ShareOfStep(long count) => 0;

    /// <summary>How much of the mean the weights after an epoch become; 0 leaves it as it is.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="count">How many weights the mean would then be of.</param>
    internal virtual double ShareOfEpoch(int epoch, long count) => 0;
}
