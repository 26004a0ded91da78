// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Initial weights whose variance suits both directions through a layer.</summary>
/// <remarks>Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks",
/// AISTATS.</remarks>
internal static class Glorot
{
    /// <summary>Draws from the uniform distribution between ±sqrt(6 / (fan in + fan out)).</summary>
    public static void Uniform(Span<float> weights, double fanIn, double fanOut, RandomStream random)
    {
        var bound = Math.Sqrt(6 / (fanIn + fanOut));
        random.FillUniform(weights, -bound, bound);
    }
}
