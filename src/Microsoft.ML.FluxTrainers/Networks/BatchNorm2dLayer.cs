// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Standardizes each channel over the batch; in use, by averages kept from training.</summary>
/// <param name="Features">The channels, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
/// <remarks>For rows of shape [channels, height, width]. Ioffe and Szegedy (2015), "Batch normalization", ICML.</remarks>
public sealed record BatchNorm2dLayer(int Features) : BatchNormLayer(Features)
{
    internal override ValueList<int> OutputShape(string name, ValueList<int> input) =>
        input.Count == 3 && input[0] == Features ? input : throw Misfit(name, input, $"[{Features}, height, width]");

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) =>
        Filled(nn.BatchNorm2d(Features, Epsilon, Momentum, Affine, TrackRunningStats, CPU));
}
