// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A loss with its derivative in closed form, on managed memory.</summary>
internal abstract class DenseLoss
{
    /// <summary>The weighted losses of some rows, added up.</summary>
    /// <param name="outputs">The network's raw outputs, row after row.</param>
    /// <param name="targets">The targets, row after row.</param>
    /// <param name="weights">One weight a row, or none where all are 1.</param>
    /// <param name="gradient">Receives the derivative of that sum by each output; may be empty where it is not wanted.</param>
    /// <param name="width">Outputs per row.</param>
    public abstract double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width);

    /// <summary>-1, 0 or 1, and NaN for NaN, where Math.Sign throws: the training is to see that, and to end with a reason.</summary>
    protected static double Sign(double number) => number > 0 ? 1 : number < 0 ? -1 : number - number;
}
