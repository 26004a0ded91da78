// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How a builder draws the initial weights of linear and convolution layers; all else has one start.</summary>
internal abstract class WeightInitialization
{
    /// <summary>Uniform weights whose variance suits both directions through a layer, biases 0.</summary>
    public static WeightInitialization Default { get; } = new GlorotInitialization();

    /// <summary>Draws the weights of a convolution; its bias stays 0.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="fanIn">How many weights an output sums up.</param>
    /// <param name="fanOut">How many weights an input goes through.</param>
    /// <param name="random">The stream.</param>
    public abstract void Convolution(Span<float> weights, int fanIn, int fanOut, RandomStream random);

    /// <summary>Draws the weights of a fully connected layer.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="bias">The bias, 0 before; empty where there is none.</param>
    /// <param name="inputs">The numbers that come in.</param>
    /// <param name="outputs">The numbers that go out.</param>
    /// <param name="random">The stream.</param>
    public abstract void Linear(Span<float> weights, Span<float> bias, int inputs, int outputs, RandomStream random);
}
