// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

#pragma warning disable RS0027 // the second argument tells the overloads apart, whatever comes after it
/// <content>The comparison of estimators.</content>
public sealed partial class FluxTrainersCatalog
{
    /// <summary>Evaluates several estimators on the same folds.</summary>
    /// <param name="data">The data. It must give the same rows whenever it is read.</param>
    /// <param name="resampling">How it is split; the seed is the context's, else a random one.</param>
    /// <param name="metric">What predictions are judged by.</param>
    /// <param name="estimators">The estimators, of this library, of ML.NET, or whole pipelines, each with a name of its own.</param>
    /// <exception cref="ArgumentException">There is no estimator, or two have the same name.</exception>
    /// <exception cref="FoldException">A fold failed.</exception>
    public ComparisonResult Compare(
        IDataView data, Resampling resampling, EvaluationMetric metric, params IReadOnlyList<(string Name, IEstimator<ITransformer> Estimator)> estimators)
    {
        var options = new EvaluationOptions { Resampling = Guard.NotNull(resampling, nameof(resampling)), Metrics = [Guard.NotNull(metric, nameof(metric))] };
        var named = Guard.NotNull(estimators, nameof(estimators));
        return Compared(data, options, [.. named.Select(one => one.Name)], (evaluator, folds, i) => evaluator.Evaluate(folds, named[i].Estimator, named[i].Name), default);
    }

    /// <summary>Evaluates several estimators on the same folds, several folds at once where <see cref="EvaluationOptions.Parallelism"/> says so.</summary>
    /// <param name="data">The data. It must give the same rows whenever it is read, to several threads at once.</param>
    /// <param name="options">How; its first metric is the one that they are compared by.</param>
    /// <param name="factories">What makes the estimator of a fold from a context of its own, each with a name of its own.</param>
    /// <param name="cancellationToken">Stops before the next fold, and cancels the contexts of folds that are being trained.</param>
    /// <exception cref="ArgumentException">There is no estimator, or two have the same name.</exception>
    /// <exception cref="FoldException">A fold failed.</exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public ComparisonResult Compare(
        IDataView data,
        EvaluationOptions options,
        IReadOnlyList<(string Name, Func<MLContext, IEstimator<ITransformer>> Factory)> factories,
        CancellationToken cancellationToken = default)
    {
        var named = Guard.NotNull(factories, nameof(factories));
        return Compared(
            data, Guard.NotNull(options, nameof(options)), [.. named.Select(one => one.Name)], (evaluator, folds, i) => evaluator.Evaluate(folds, named[i].Factory, named[i].Name), cancellationToken);
    }

    private ComparisonResult Compared(
        IDataView data,
        EvaluationOptions options,
        ValueList<string> names,
        Func<Evaluator, IReadOnlyList<ResamplingFold>, int, EvaluationResult> evaluate,
        CancellationToken cancellationToken)
    {
        Guard.DistinctNames(names, "estimators");
        if (names.Count == 0)
        {
            throw new ArgumentException("There must be at least one estimator to compare.", nameof(names));
        }

        var evaluator = new Evaluator(_environment, options, cancellationToken);
        var folds = evaluator.Split(Guard.NotNull(data, nameof(data)));
        var results = new List<EvaluationResult>();
        try
        {
            for (var i = 0; i < names.Count; i++)
            {
                results.Add(evaluate(evaluator, folds, i));
            }

            return new ComparisonResult(results);
        }
        catch
        {
            results.ForEach(result => result.Dispose());
            throw;
        }
    }
}
