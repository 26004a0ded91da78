// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <content>Estimators made of others: ours, ML.NET's own, whole pipelines.</content>
public sealed partial class FluxTrainersCatalog
{
    /// <summary>Trains on a transformed label, such as its logarithm, and transforms predictions back.</summary>
    /// <param name="inner">What is trained: it predicts a single number.</param>
    /// <param name="transformation">What labels become, <see cref="TargetTransformation.Log"/> for example.</param>
    /// <param name="labelColumnName">The column of labels, a Single, as it comes to this estimator.</param>
    public TransformedTarget TransformedTarget(
        IEstimator<ITransformer> inner, TargetTransformation transformation, string labelColumnName = "Label") =>
        new(_environment, Guard.NotNull(inner, nameof(inner)), Guard.NotNull(transformation, nameof(transformation)), Guard.NotEmpty(labelColumnName, nameof(labelColumnName)));

    /// <summary>Trains on rows in which rare classes are as frequent as others; predictions are made for rows as they are.</summary>
    /// <param name="inner">What is trained: a classifier.</param>
    /// <param name="balancing">How classes are balanced.</param>
    /// <param name="labelColumnName">The classes: a key, a Boolean or a text, as it comes to this estimator.</param>
    /// <param name="featureColumnName">The features that <see cref="Balancing.Smote"/> makes new rows of: a vector of Single of known size.</param>
    /// <param name="seed">Which rows are repeated, left out or joined. Default: that of the <see cref="MLContext"/>, or a random one.</param>
    public Balanced Balanced(
        IEstimator<ITransformer> inner, Balancing balancing, string labelColumnName = "Label", string featureColumnName = "Features", int? seed = null) => new(
        _environment,
        Guard.NotNull(inner, nameof(inner)),
        Guard.NotNull(balancing, nameof(balancing)),
        Guard.NotEmpty(labelColumnName, nameof(labelColumnName)),
        Guard.NotEmpty(featureColumnName, nameof(featureColumnName)),
        seed);

    /// <summary>Trains several models, each on a share of the rows, one after the other, and averages their predictions.</summary>
    /// <param name="inner">What is trained.</param>
    /// <param name="members">How many models, at least 1.</param>
    /// <param name="fraction">The share of the rows that each is trained on, above 0 and at most 1.</param>
    /// <param name="replacement">Whether a row may be drawn several times for a model.</param>
    /// <param name="seed">Which rows are drawn. Default: that of the <see cref="MLContext"/>, or a random one.</param>
    public Bagging Bagging(
        IEstimator<ITransformer> inner, int members = 10, double fraction = 0.8, bool replacement = false, int? seed = null)
    {
        Guard.NotNull(inner, nameof(inner));
        var options = new BaggingOptions { Members = members, Fraction = fraction, Replacement = replacement, Seed = seed };
        return new Bagging(_environment, new BaggingSource(_ => inner, 1), options);
    }

    /// <summary>Trains several models, each with a seed of its own on a share of the rows, some at once, and averages their predictions.</summary>
    /// <param name="factory">Makes what is trained, from a fresh context with the member's seed. It may be called from several threads at once.</param>
    /// <param name="options">How many, on which rows.</param>
    public Bagging Bagging(Func<MLContext, IEstimator<ITransformer>> factory, BaggingOptions options)
    {
        Guard.NotNull(factory, nameof(factory));
        Guard.NotNull(options, nameof(options));
        return new Bagging(_environment, new BaggingSource(seed => factory(new MLContext(seed)), options.Parallelism), options);
    }
}
