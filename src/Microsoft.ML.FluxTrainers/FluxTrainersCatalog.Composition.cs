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
        return new Bagging(_environment, new BaggingSource((_, _) => inner, 1), options);
    }

    /// <summary>Trains several models, each on a share of the rows, one after the other, and averages their predictions.</summary>
    /// <param name="inner">What is trained.</param>
    /// <param name="options">How many, on which rows.</param>
    /// <exception cref="ArgumentException">Several are to be trained at once, which needs a factory.</exception>
    public Bagging Bagging(IEstimator<ITransformer> inner, BaggingOptions options)
    {
        Guard.NotNull(inner, nameof(inner));
        Guard.OneAtATime(Guard.NotNull(options, nameof(options)).Parallelism);
        return new Bagging(_environment, new BaggingSource((_, _) => inner, 1), options);
    }

    /// <summary>Trains several models, each with a seed of its own on a share of the rows, some at once, and averages their predictions.</summary>
    /// <param name="factory">Makes what is trained, from a fresh context with the member's seed. It may be called from several threads at once.</param>
    /// <param name="options">How many, on which rows.</param>
    public Bagging Bagging(Func<MLContext, IEstimator<ITransformer>> factory, BaggingOptions options)
    {
        Guard.NotNull(factory, nameof(factory));
        Guard.NotNull(options, nameof(options));
        return new Bagging(_environment, new BaggingSource((contexts, seed) => Guard.Made(factory(contexts.New(seed))), options.Parallelism), options);
    }

    /// <summary>Trains models, and a meta-learner on their predictions for rows that they were not trained on.</summary>
    /// <param name="metaLearner">What learns from the predictions, in the column "Features".</param>
    /// <param name="models">The models, each with a name of its own.</param>
    public Stack Stack(IEstimator<ITransformer> metaLearner, params (string Name, IEstimator<ITransformer> Estimator)[] models) => Stack(metaLearner, new StackOptions(), models);

    /// <summary>Trains models, and a meta-learner on their predictions for rows that they were not trained on.</summary>
    /// <param name="metaLearner">What learns from the predictions.</param>
    /// <param name="options">How rows are split, and what the meta-learner sees.</param>
    /// <param name="models">The models, each with a name of its own.</param>
    public Stack Stack(IEstimator<ITransformer> metaLearner, StackOptions options, params (string Name, IEstimator<ITransformer> Estimator)[] models) => new(
        _environment, Guard.NotNull(metaLearner, nameof(metaLearner)), Guard.NotNull(options, nameof(options)), Guard.NotNull(models, nameof(models)));

    /// <summary>Trains a classifier and makes its probabilities as sure as they are right, on held-out rows.</summary>
    /// <param name="inner">What is trained: a classifier that gives probabilities.</param>
    /// <param name="resampling">Which rows are held out. With one fold the model is that of the fold; with several, for example <see cref="KFold"/>, it is trained on all rows after them. Default: a fifth of each class.</param>
    /// <param name="labelColumnName">The column of labels, as the inner model leaves it: a key, a Boolean, or a text that names a class of the inner model.</param>
    /// <param name="seed">Which rows are held out. Default: that of the <see cref="MLContext"/>, or a random one.</param>
    public Calibrated Calibrated(IEstimator<ITransformer> inner, Resampling? resampling = null, string labelColumnName = "Label", int? seed = null) =>
        new(_environment, Guard.NotNull(inner, nameof(inner)), resampling, Guard.NotEmpty(labelColumnName, nameof(labelColumnName)), seed);

    /// <summary>Trains a binary classifier that decides at the probability which is best for held-out rows.</summary>
    /// <param name="inner">What is trained: a binary classifier that gives probabilities.</param>
    /// <param name="goal">What is best. Default: <see cref="ThresholdGoal.F1Score"/>.</param>
    /// <param name="resampling">Which rows are held out. With one fold the model is that of the fold; with several it is trained on all rows after them. Default: a fifth of each class.</param>
    /// <param name="labelColumnName">The column of labels, as the inner model leaves it: a Boolean, a key of two values, or a text that names one of the inner model's two classes.</param>
    /// <param name="seed">Which rows are held out. Default: that of the <see cref="MLContext"/>, or a random one.</param>
    public Thresholded Thresholded(
        IEstimator<ITransformer> inner, ThresholdGoal? goal = null, Resampling? resampling = null, string labelColumnName = "Label", int? seed = null) => new(
        _environment, Guard.NotNull(inner, nameof(inner)), goal ?? ThresholdGoal.F1Score, resampling, Guard.NotEmpty(labelColumnName, nameof(labelColumnName)), seed);

    /// <summary>Trains a binary classifier that decides at a given probability.</summary>
    /// <param name="inner">What is trained: a binary classifier that gives probabilities.</param>
    /// <param name="threshold">Above which probability a row is positive, between 0 and 1.</param>
    /// <param name="labelColumnName">The column of labels, as the inner model leaves it: a Boolean, a key of two values, or a text that names one of the inner model's two classes.</param>
    public Thresholded BinaryThreshold(IEstimator<ITransformer> inner, double threshold, string labelColumnName = "Label") =>
        new(_environment, Guard.NotNull(inner, nameof(inner)), threshold, Guard.NotEmpty(labelColumnName, nameof(labelColumnName)));

    /// <summary>Trains a model again and again, each time without the features that mattered least to it for held-out rows.</summary>
    /// <param name="inner">What is trained.</param>
    /// <param name="options">How many features stay, and what tells how much they matter. Default: half of them.</param>
    public RecursiveFeatureElimination RecursiveFeatureElimination(IEstimator<ITransformer> inner, FeatureEliminationOptions? options = null) =>
        new(_environment, Guard.NotNull(inner, nameof(inner)), options ?? new FeatureEliminationOptions());

    /// <summary>Measures how much worse a model gets when a feature is shuffled: slots of a vector, or whole columns as they come to the model.</summary>
    /// <param name="model">Any trained model or pipeline.</param>
    /// <param name="data">Rows that it was not trained on, with labels.</param>
    /// <param name="metric">What gets worse.</param>
    /// <param name="options">Which features, how often. Default: each slot of "Features", five times.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public FeatureImportances PermutationImportance(ITransformer model, IDataView data, EvaluationMetric metric, PermutationOptions? options = null) => new PermutationMeasurement(
        new TrainerHost(_environment, nameof(PermutationImportance)),
        Guard.NotNull(model, nameof(model)),
        Guard.NotNull(data, nameof(data)),
        Guard.NotNull(metric, nameof(metric)),
        options ?? new PermutationOptions()).Run();
}
