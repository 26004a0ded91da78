// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Standardizes each feature over the batch; in use, by averages kept from training.</summary>
/// <param name="Features">The features, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
/// <remarks>For rows of shape [features] or [features, length]. Ioffe and Szegedy (2015), "Batch normalization", ICML.</remarks>
public sealed record BatchNorm1dLayer(int Features) : BatchNormLayer(Features)
{
    internal override ValueList<int> OutputShape(string name, ValueList<int> input) =>
        input.Count is 1 or 2 && input[0] == Features
            ? input
            : throw Misfit(name, input, $"[{Features}] or [{Features}, length]");

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) =>
        Filled(nn.BatchNorm1d(Features, Epsilon, Momentum, Affine, TrackRunningStats, CPU));
}
