// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <content>The importance of columns.</content>
public sealed partial class FluxTrainersCatalog
{
    /// <summary>Measures how much a model needs each column of its data, as that is before the first step of a pipeline: a column of categories counts as one, whatever is made of it.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="data">Rows with labels, best those that it was not trained on. They must be the same whenever they are read; one column at a time is held in memory.</param>
    /// <param name="metric">What predictions are judged by; null for the main one of what is predicted.</param>
    /// <param name="columnNames">The columns to measure; null for all that the scores are made of and the labels are not.</param>
    /// <param name="repeats">How often each column is put in another order, at least 1. Default 5.</param>
    /// <param name="seed">Decides the orders, which are the same for all columns; null for the context's, else a random one.</param>
    /// <param name="columns">Where labels and scores are; null for ML.NET's names.</param>
    /// <param name="cancellationToken">Stops before the next order.</param>
    /// <exception cref="ArgumentException">The metric does not suit what is predicted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ColumnImportances PermutationImportance(
        ITransformer model,
        IDataView data,
        EvaluationMetric? metric = null,
        IReadOnlyList<string>? columnNames = null,
        int repeats = 5,
        int? seed = null,
        EvaluationColumns? columns = null,
        CancellationToken cancellationToken = default) =>
        new PermutationImportance(_environment, Guard.NotNull(model, nameof(model)), Guard.NotNull(data, nameof(data)), columns ?? new EvaluationColumns()).Measure(
            metric,
            columnNames,
            Guard.Positive(repeats, nameof(repeats)),
            seed ?? new TrainerHost(_environment, nameof(PermutationImportance)).Seed ?? Random.Shared.Next(),
            cancellationToken);
}
