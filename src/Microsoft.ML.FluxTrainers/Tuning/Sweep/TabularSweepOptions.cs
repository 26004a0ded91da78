// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a sweep by attributes, such as AutoML's, varies of the trainers on tables.</summary>
/// <remarks>The network is an <see cref="MlpBuilder"/>: a builder of another kind, given beside the sweep, is replaced by one.</remarks>
public abstract record TabularSweepOptions : NeuralSweepOptions
{
    private protected TabularSweepOptions()
    {
    }

    /// <summary>The width of each hidden layer, with commas between. Default "128,64".</summary>
    [Choice(["64", "256", "64,32", "128,64", "256,128", "256,256,256"], "128,64")]
    public string Hidden { get; init; } = "128,64";

    /// <summary>Applied to each hidden layer. Default <see cref="HiddenActivation.ReLU"/>.</summary>
    [Choice([HiddenActivation.ReLU, HiddenActivation.SELU, HiddenActivation.Mish, HiddenActivation.GELU, HiddenActivation.Tanh], HiddenActivation.ReLU)]
    public HiddenActivation Activation { get; init; }

    /// <summary>What comes before each activation. Default <see cref="Normalization.None"/>.</summary>
    [Choice([Normalization.None, Normalization.BatchNorm, Normalization.LayerNorm], Normalization.None)]
    public Normalization Normalization { get; init; }

    /// <summary>The optimizer's learning rate. Default 0.003.</summary>
    [Range(0.0003, 0.03, 0.003, true)]
    public double LearningRate { get; init; } = 0.003;

    /// <summary>Passes over the training rows. Default 50.</summary>
    [Choice([25, 50, 100], 50)]
    public int Epochs { get; init; } = 50;

    /// <summary>The options with the searched values of this sweep.</summary>
    private protected T Applied<T>(T options)
        where T : TabularOptions => Applied(options, LearningRate) with
        {
            Epochs = Epochs,
            Builder = (options.Builder as MlpBuilder ?? new MlpBuilder()) with
            {
                Hidden = Widths(Hidden, nameof(Hidden)),
                Activation = Function(),
                Normalization = Normalization,
                Dropout = Dropout,
            },
        };

    private Activation Function() => Activation switch
    {
        HiddenActivation.ReLU => FluxTrainers.Activation.ReLU,
        HiddenActivation.SELU => FluxTrainers.Activation.SELU,
        HiddenActivation.Mish => FluxTrainers.Activation.Mish,
        HiddenActivation.GELU => FluxTrainers.Activation.GELU,
        HiddenActivation.Tanh => FluxTrainers.Activation.Tanh,
        _ => throw Guard.OutOfRange(nameof(Activation), Activation, $"one of {string.Join(", ", Enum.GetNames<HiddenActivation>())}"),
    };
}
