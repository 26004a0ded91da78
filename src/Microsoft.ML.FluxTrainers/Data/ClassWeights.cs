// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How much each class counts in the loss, beside the example weights.</summary>
[OptionFamily]
public abstract record ClassWeights
{
    /// <summary>Weights that make every class count as much as every other one, however rare it is.</summary>
    /// <remarks>Class c weighs n / (k n_c), with n the sum of all example weights, n_c that of the class and k the number
    /// of classes that occur: the "balanced" rule of scikit-learn. All three are those of the training rows, for validation rows too.</remarks>
    public static ClassWeights Balanced { get; } = new BalancedClassWeights();

    /// <summary>One weight a class, in the order of the label's keys.</summary>
    /// <param name="weights">The weights, each at least 0.</param>
    public static ClassWeights Of(params double[] weights) => new ExplicitClassWeights { Weights = weights };

    /// <summary>The weight of each class.</summary>
    /// <param name="classSums">The sum of the example weights of each class.</param>
    internal abstract double[] For(ReadOnlySpan<double> classSums);
}
