// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

#pragma warning disable RS0026 // the second argument tells the overloads apart, whatever comes after it
/// <content>The evaluation of any estimator by any way of splitting data.</content>
public sealed partial class FluxTrainersCatalog
{
    /// <summary>Trains an estimator on each of several parts of the data and judges its predictions of the others.</summary>
    /// <param name="data">The data. It must give the same rows whenever it is read.</param>
    /// <param name="estimator">Any estimator: of this library, of ML.NET, or a whole pipeline. It never sees a row that it is tested on. Its folds run one after the other.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops before the next fold. Where the estimator is of this library, give its <see cref="TrainingRun"/> the token too, to stop within.</param>
    /// <exception cref="ArgumentException">Several folds are to be trained at once, which needs a factory.</exception>
    /// <exception cref="FoldException">A fold failed.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public EvaluationResult Evaluate(
        IDataView data, IEstimator<ITransformer> estimator, EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(estimator, nameof(estimator));
        var evaluator = new Evaluator(_environment, options, cancellationToken);
        return evaluator.Evaluate(evaluator.Split(Guard.NotNull(data, nameof(data))), estimator);
    }

    /// <summary>Trains an estimator on each of several parts of the data and judges its predictions of the others, several at once where
    /// <see cref="EvaluationOptions.Parallelism"/> says so.</summary>
    /// <param name="data">The data. It must give the same rows whenever it is read, to several threads at once.</param>
    /// <param name="factory">Makes the estimator of a fold from a context of its own, whose seed comes from <see cref="EvaluationOptions.Seed"/>. Called from several threads.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops before the next fold, and cancels the contexts of folds that are being trained.</param>
    /// <exception cref="FoldException">A fold failed.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public EvaluationResult Evaluate(
        IDataView data, Func<MLContext, IEstimator<ITransformer>> factory, EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(factory, nameof(factory));
        var evaluator = new Evaluator(_environment, options, cancellationToken);
        return evaluator.Evaluate(evaluator.Split(Guard.NotNull(data, nameof(data))), factory);
    }
}
