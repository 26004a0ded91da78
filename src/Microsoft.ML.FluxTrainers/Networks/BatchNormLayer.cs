// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Standardizes features or channels over the batch; in use, by averages kept from training.</summary>
/// <remarks>Ioffe and Szegedy (2015), "Batch normalization", ICML.</remarks>
public abstract record BatchNormLayer : Layer
{
    private protected BatchNormLayer(int features) => Features = features;

    /// <summary>The features or channels, at least 1.</summary>
    public int Features { get; init => field = Guard.Positive(value); }

    /// <summary>What is added to the variance, above 0. Default 1e-5.</summary>
    public double Epsilon { get; init => field = Guard.Positive(value); } = 1e-5;

    /// <summary>The weight of a new batch in the kept averages, from 0 to 1. Default 0.1.</summary>
    public double Momentum { get; init => field = Guard.InUnitInterval(value); } = 0.1;

    /// <summary>Whether a trained scale and shift follow. Default true.</summary>
    public bool Affine { get; init; } = true;

    /// <summary>Whether averages are kept; without, a batch is always standardized by itself. Default true.</summary>
    public bool TrackRunningStats { get; init; } = true;

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Parameters =>
        Affine ? [("weight", [Features]), ("bias", [Features])] : [];

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Buffers =>
        TrackRunningStats ? [("running_mean", [Features]), ("running_var", [Features])] : [];

    internal override IReadOnlyList<string> Counters => TrackRunningStats ? ["num_batches_tracked"] : [];

    internal override void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule)
    {
        if (Affine)
        {
            parameters[..Features].Fill(1);
        }
    }

    internal override void InitializeBuffers(Span<float> buffers)
    {
        if (TrackRunningStats)
        {
            buffers[Features..].Fill(1);
        }
    }

    /// <summary>A module of these settings with the weights that it has before training.</summary>
    private protected nn.Module<Tensor, Tensor> Filled(NormBase module)
    {
        if (Affine)
        {
            module.weight = ParameterTensors.Ones(Features);
            module.bias = ParameterTensors.Zeros(Features);
        }

        if (TrackRunningStats)
        {
            module.running_mean = ParameterTensors.Filled(0, Features);
            module.running_var = ParameterTensors.Filled(1, Features);
        }

        return module;
    }
}
