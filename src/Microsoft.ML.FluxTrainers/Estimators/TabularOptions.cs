// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters that the trainers on tables share.</summary>
public abstract record TabularOptions : NeuralOptions
{
    private protected TabularOptions()
    {
    }

    /// <summary>The features: a vector of Single of known size, or one Single. Default "Features". It may be missing where there are
    /// <see cref="CategoricalColumnNames"/> and this is left at its default.</summary>
    public string FeatureColumnName { get; init => field = Guard.NotEmpty(value); } = "Features";

    /// <summary>Whether each feature is scaled to mean 0 and standard deviation 1 over the training rows. The scaling is part
    /// of the model. Of sparse rows (at most one number in four not zero) the mean is subtracted only from features that no row lacks, so that zeros stay zeros. Default
    /// true.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>What is done with missing features (NaN). Default: an error that names column and row for the features, the mean with an
    /// indicator for <see cref="FeatureColumns"/>.</summary>
    public MissingValues MissingValues { get; init => field = Guard.Defined(value); } = MissingValues.Auto;

    /// <summary>Columns of categories beside the features: keys, or texts, which get numbers in the order in which they first come. A layer in
    /// front of the network looks up a trained vector for each. A key of more than 16,777,216 values is an error. Default: none.</summary>
    public ValueList<string> CategoricalColumnNames { get; init => field = Guard.NotNull(value); } = [];

    /// <summary>The lengths of the vectors of some categorical columns. Default: none; a column of L levels then has vectors of
    /// min(L - 1, 10) numbers.</summary>
    public ValueList<EmbeddingSize> EmbeddingSizes { get; init => field = Guard.NotNull(value); } = [];

    /// <summary>What is done with categories that are missing, or that the training data did not have. Default: an error that names
    /// column, value and row.</summary>
    public UnknownCategories UnknownCategories { get; init => field = Guard.Defined(value); }

    /// <summary>Columns that are read as they are, instead of <see cref="FeatureColumnName"/>: numbers, Booleans (0 or 1), dates (eight
    /// numbers), keys and texts (categories; a text of more than 1000 levels, or of more levels than half the rows, is left out with a
    /// warning unless <see cref="CategoricalColumnNames"/> has it; a key of more than 16,777,216 values is left out too). What was inferred is in the log and in <see cref="NeuralModel.Inputs"/>.
    /// Default: null, the one column of features.</summary>
    public FeatureColumns? FeatureColumns { get; init; }

    /// <summary>The columns that are predicted.</summary>
    internal virtual IReadOnlyList<string> Labels => [LabelColumnName];

    private protected sealed override void CheckInput() => TableChoice.Validate(this);
}
