// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a sweep by attributes, such as AutoML's, varies of a <see cref="NeuralMultitargetRegressor"/>.</summary>
public sealed record NeuralMultitargetRegressorSweepOptions : TabularSweepOptions
{
    /// <summary>The trainer's options with the values of this sweep.</summary>
    /// <param name="options">What the sweep does not vary, such as the names of columns. Default: null, the trainer's defaults.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public NeuralMultitargetRegressorOptions ToOptions(NeuralMultitargetRegressorOptions? options = null) => Applied(options ?? new NeuralMultitargetRegressorOptions());
}
