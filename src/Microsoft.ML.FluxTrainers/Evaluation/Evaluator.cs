// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains and judges an estimator on each fold, one after the other or several at once.</summary>
internal sealed class Evaluator
{
    private readonly IHostEnvironment _environment;
    private readonly TrainerHost _host;
    private readonly EvaluationOptions _options;
    private readonly CancellationToken _cancellationToken;

    public Evaluator(IHostEnvironment environment, EvaluationOptions? options, CancellationToken cancellationToken)
    {
        (_environment, _options, _cancellationToken) = (environment, options ?? new EvaluationOptions(), cancellationToken);
        _host = new TrainerHost(environment, nameof(Evaluator));
        Seed = _options.Seed ?? _host.Seed ?? Random.Shared.Next();
    }

    /// <summary>What folds and contexts are drawn by.</summary>
    public int Seed { get; }

    /// <summary>The folds of some data.</summary>
    public IReadOnlyList<ResamplingFold> Split(IDataView data) => ResamplingOf(data).Split(data, Seed);

    /// <summary>Makes contexts of their own for folds.</summary>
    public OwnContexts Contexts() => new(_host);

    /// <summary>One estimator, whose folds run one after the other.</summary>
    public EvaluationResult Evaluate(IReadOnlyList<ResamplingFold> folds, IEstimator<ITransformer> estimator, string? name = null)
    {
        Guard.OneAtATime(_options.Parallelism);
        return Run(folds, _ => estimator, 1, () => { }, name);
    }

    /// <summary>An estimator for each fold, each from a context of its own.</summary>
    public EvaluationResult Evaluate(IReadOnlyList<ResamplingFold> folds, Func<MLContext, IEstimator<ITransformer>> factory, string? name = null, int? seed = null)
    {
        using var contexts = Contexts();
        return Run(folds, fold => Guard.Made(factory(contexts.OfFold(seed ?? Seed, fold))), _options.Parallelism, contexts.Cancel, name);
    }

    private EvaluationResult Run(
        IReadOnlyList<ResamplingFold> folds, Func<int, IEstimator<ITransformer>> estimatorOf, int parallelism, Action cancel, string? name)
    {
        var positives = new PositiveValues();
        var evaluator = new FoldEvaluator(_environment, _options, positives);
        var outcomes = new FoldOutcome?[folds.Count];
        var failures = new Exception?[folds.Count];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        using var registration = stop.Token.Register(cancel);
        Workers.Run(folds.Count, parallelism, index =>
        {
            try
            {
                _host.CheckAlive();
                outcomes[index] = evaluator.Evaluate(folds[index], estimatorOf(index));
            }
            catch (Exception exception)
            {
                failures[index] = exception;
                stop.Cancel(); // the other folds are of no use any more
            }
        }, stop.Token);
        try
        {
            ThrowFirst(failures, name);
            _cancellationToken.ThrowIfCancellationRequested();
            if (positives.Warning is { } warning)
            {
                _host.WithLog("Evaluation", log => log.Warning(warning));
            }

            var predictions = _options.KeepPredictions ? FoldPredictions.Join(_environment as MLContext ?? new MLContext(), folds, [.. outcomes.Select(outcome => outcome!.Predictions!)]) : null;
            return new EvaluationResult(name, Seed, [.. outcomes.Select(outcome => outcome!)], predictions);
        }
        catch
        {
            Array.ForEach(outcomes, outcome => (outcome?.Result.Model as IDisposable)?.Dispose());
            throw;
        }
    }

    /// <summary>The first fold's failure that is a failure, not the end of a fold because another one failed; else the cancellation.</summary>
    private void ThrowFirst(Exception?[] failures, string? name)
    {
        var fold = Array.FindIndex(failures, failure => failure is not null and not OperationCanceledException);
        if (fold >= 0)
        {
            throw new FoldException(fold, failures.Length, name, failures[fold]!);
        }

        if (Array.Find(failures, failure => failure is not null) is { } cancelled)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cancelled);
        }
    }

    // Classes that are texts become keys within the pipeline.
    private Resampling ResamplingOf(IDataView data)
    {
        var label = _options.Columns.LabelColumnName;
        return _options.Resampling
            ?? (_options.Columns.LabelColumnNames.Count == 0 && data.Schema.GetColumnOrNull(label)?.Type is Data.KeyDataViewType or Data.BooleanDataViewType or Data.TextDataViewType
                ? new StratifiedKFold { LabelColumnName = label }
                : new KFold());
    }
}
