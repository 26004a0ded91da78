// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters that the trainers on columns of numbers share.</summary>
public abstract record TabularOptions : NeuralOptions
{
    private protected TabularOptions()
    {
    }

    /// <summary>The features: a vector of Single of known size, or one Single. Default "Features".</summary>
    public string FeatureColumnName { get; init => field = Guard.NotEmpty(value); } = "Features";

    /// <summary>Whether each feature is scaled to mean 0 and standard deviation 1 over the training rows. The scaling is part
    /// of the model. Sparse rows (at most one number in four not zero) are scaled without subtracting the mean. Default
    /// true.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>What is done with missing features (NaN). Default: an error that names column and row.</summary>
    public MissingValues MissingValues { get; init => field = Guard.Defined(value); } = MissingValues.Error;
}
