// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <content>What ML.NET has no catalog for: the evaluation of several targets or labels at once.</content>
public sealed partial class FluxTrainersCatalog
{
    /// <summary>Compares predictions of several numbers with their labels.</summary>
    /// <param name="data">Scored data.</param>
    /// <param name="labelColumnName">The labels: a vector of Single of known size, or one Single.</param>
    /// <param name="scoreColumnName">The predictions: as many numbers.</param>
    /// <param name="labelColumnNames">Instead of <paramref name="labelColumnName"/>, the columns with the label of each target, a
    /// Single each, in the order of the scores; or null.</param>
    /// <returns>Absolute and squared errors and R squared of each target, and their means. Labels that are NaN do not count.</returns>
    /// <exception cref="ArgumentException">The list of labels is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type or size.</exception>
    public MultitargetMetrics EvaluateMultitarget(
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Score",
        IReadOnlyList<string>? labelColumnNames = null) =>
        MultitargetEvaluator.Evaluate(
            _environment,
            Guard.NotNull(data, nameof(data)),
            Guard.NoneEmpty(labelColumnNames ?? [labelColumnName], nameof(labelColumnNames)),
            scoreColumnName);

    /// <summary>Cross-validates a pipeline that predicts several numbers.</summary>
    /// <param name="data">The data.</param>
    /// <param name="estimator">The pipeline; its predictions are in the column "Score".</param>
    /// <param name="numberOfFolds">How many parts the data is split into, at least 2.</param>
    /// <param name="labelColumnName">The labels: a vector of Single of known size, or one Single.</param>
    /// <param name="samplingKeyColumnName">Rows with the same value in this column stay in one part; or null.</param>
    /// <param name="seed">The seed of the split, or null for the context's.</param>
    /// <param name="labelColumnNames">Instead of <paramref name="labelColumnName"/>, the columns with the label of each target, a
    /// Single each, in the order of the scores; or null.</param>
    /// <returns>The model, the metrics and the scored part of each fold, as ML.NET's own cross-validation gives.</returns>
    /// <exception cref="ArgumentException">The list of labels is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type or size.</exception>
    public IReadOnlyList<TrainCatalogBase.CrossValidationResult<MultitargetMetrics>> CrossValidateMultitarget(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        string? samplingKeyColumnName = null,
        int? seed = null,
        IReadOnlyList<string>? labelColumnNames = null) =>
        CrossValidation.Run(
            _environment,
            Guard.NotNull(data, nameof(data)),
            Guard.NotNull(estimator, nameof(estimator)),
            Guard.AtLeast(2, numberOfFolds, nameof(numberOfFolds)),
            samplingKeyColumnName,
            seed,
            scored => EvaluateMultitarget(scored, labelColumnName, "Score", labelColumnNames));

    /// <summary>Compares predictions of several labels, each true or false, with the truth.</summary>
    /// <param name="data">Scored data.</param>
    /// <param name="labelColumnName">The labels: a vector of Boolean or of Single (0 or 1) of known size, or of keys (the labels that
    /// the row has).</param>
    /// <param name="scoreColumnName">A vector with the probability of each label.</param>
    /// <param name="threshold">A label is predicted where its probability is above this.</param>
    /// <returns>Metrics over all labels and of each. The scores are kept in memory until all rows are read.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type or size, or the threshold is no
    /// finite number.</exception>
    /// <exception cref="InvalidOperationException">A label is neither 0 nor 1, or a score is NaN.</exception>
    public MultilabelMetrics EvaluateMultilabel(
        IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", double threshold = 0.5) =>
        MultilabelEvaluator.Evaluate(
            _environment, Guard.NotNull(data, nameof(data)), labelColumnName, scoreColumnName, Guard.Finite(threshold, nameof(threshold)));

    /// <summary>Cross-validates a pipeline that predicts several labels, each true or false.</summary>
    /// <param name="data">The data.</param>
    /// <param name="estimator">The pipeline; its probabilities are in the column "Score".</param>
    /// <param name="numberOfFolds">How many parts the data is split into, at least 2.</param>
    /// <param name="labelColumnName">The labels: a vector of Boolean or of Single (0 or 1) of known size, or of keys.</param>
    /// <param name="samplingKeyColumnName">Rows with the same value in this column stay in one part; or null.</param>
    /// <param name="seed">The seed of the split, or null for the context's.</param>
    /// <param name="threshold">A label is predicted where its probability is above this.</param>
    /// <returns>The model, the metrics and the scored part of each fold, as ML.NET's own cross-validation gives.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type or size.</exception>
    public IReadOnlyList<TrainCatalogBase.CrossValidationResult<MultilabelMetrics>> CrossValidateMultilabel(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = "Label",
        string? samplingKeyColumnName = null,
        int? seed = null,
        double threshold = 0.5) =>
        CrossValidation.Run(
            _environment,
            Guard.NotNull(data, nameof(data)),
            Guard.NotNull(estimator, nameof(estimator)),
            Guard.AtLeast(2, numberOfFolds, nameof(numberOfFolds)),
            samplingKeyColumnName,
            seed,
            scored => EvaluateMultilabel(scored, labelColumnName, "Score", threshold));
}
