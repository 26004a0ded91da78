// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ClassWeights.Balanced"/>.</summary>
public sealed record BalancedClassWeights : ClassWeights
{
    internal override double[] For(ReadOnlySpan<double> classSums)
    {
        var total = 0.0;
        var present = 0;
        foreach (var sum in classSums)
        {
            total += sum;
            present += sum > 0 ? 1 : 0;
        }

        var weights = new double[classSums.Length];
        for (var c = 0; c < weights.Length; c++)
        {
            weights[c] = classSums[c] > 0 ? total / (present * classSums[c]) : 0;
        }

        return weights;
    }
}
