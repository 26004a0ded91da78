// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>One trial under way, fold after fold. For one thread.</summary>
internal sealed class TrialWork(TrialSetting setting, TrialPlan plan, ITransformer[] previous, CancellationToken token)
{
    private readonly List<double> _values = [];
    private readonly List<TrialCheckpoint> _checkpoints = [];
    private readonly List<ITransformer> _models = [];
    private ITransformer? _underway; // the model of a fold that is looked at before its training is whole
    private long? _weights;
    private TimeSpan? _timePerRow;

    /// <summary>Whether all folds are done.</summary>
    public bool IsComplete => _values.Count == setting.Folds.Count;

    /// <summary>Does all folds, or stops at the first that is hopeless.</summary>
    public TuningTrial Run(IReadOnlyList<TuningTrial> earlier)
    {
        for (var fold = 0; fold < setting.Folds.Count; fold++)
        {
            token.ThrowIfCancellationRequested();
            var context = setting.ContextOf(plan.Candidate);
            using var registration = token.Register(context.Cancel);
            if (!Train(context, fold, earlier))
            {
                return Ended(TrialStatus.Pruned, null);
            }

            _values.Add(Judge(context, fold));
        }

        return Ended(TrialStatus.Completed, null);
    }

    /// <summary>What there is to tell.</summary>
    public TuningTrial Ended(TrialStatus status, string? error) => new()
    {
        Id = plan.Id,
        Candidate = plan.Candidate,
        Point = plan.Point,
        Status = status,
        Epochs = plan.Epochs,
        FoldMetrics = _values.ToArray(),
        Checkpoints = _checkpoints.ToArray(),
        Weights = _weights,
        Error = error,
        TimePerRow = _timePerRow,
    };

    /// <summary>Disposes the models, or gives them away.</summary>
    public ITransformer[] Release(bool keep)
    {
        foreach (var model in (keep ? previous.Except(_models) : previous.Union(_models)).Union([_underway]).OfType<IDisposable>())
        {
            model.Dispose();
        }

        return keep ? [.. _models] : [];
    }

    /// <summary>Trains on a fold, step by step where trials are compared under way.</summary>
    /// <returns>Whether it is worth to go on.</returns>
    private bool Train(MLContext context, int fold, IReadOnlyList<TuningTrial> earlier)
    {
        var model = previous.ElementAtOrDefault(fold);
        if (setting.Pruning is { } pruning)
        {
            var epochs = setting.Pipeline.EpochsOf(plan.Point);
            for (var epoch = pruning.EveryEpochs; epoch < epochs; epoch += pruning.EveryEpochs)
            {
                model = _underway = Fit(context, fold, model, epoch);
                var value = Value(context, model, fold);
                _checkpoints.Add(new(fold, epoch, value));
                double[] others = [.. earlier.Where(trial => trial.Status == TrialStatus.Completed)
                    .SelectMany(trial => trial.Checkpoints).Where(other => other.Fold == fold && other.Epoch == epoch).Select(other => other.Value)];
                if (pruning.IsHopeless(value, epoch, others, setting.Metric.HigherIsBetter))
                {
                    return false;
                }
            }
        }

        _models.Add(Fit(context, fold, model, plan.Epochs));
        _underway = null;
        return true;
    }

    private ITransformer Fit(MLContext context, int fold, ITransformer? from, int? epochs)
    {
        var model = setting.Pipeline.Fit(context, plan.Point, setting.Folds[fold].Train, new TrialFit { WholeEpochs = setting.WholeEpochs, Epochs = epochs, Previous = from, Token = token });
        if (model != from && !previous.Contains(from))
        {
            (from as IDisposable)?.Dispose();
        }

        return model;
    }

    private double Judge(MLContext context, int fold)
    {
        var model = _models[fold];
        _weights ??= FittedNetworks.All(model).Aggregate(null as long?, (sum, network) => (sum ?? 0) + network.Model.WeightCount);
        if (setting.MeasureLatency)
        {
            var test = setting.Folds[fold].Test;
            var time = RowPass.TimePerRow(model.Transform(test), test);
            _timePerRow = _timePerRow is { } fastest && !(time < fastest) ? fastest : time;
        }

        var value = Value(context, model, fold);
        return double.IsFinite(value) ? value : throw new InvalidOperationException(FormattableString.Invariant($"{setting.Metric.Name} of fold {fold} is {value}."));
    }

    private double Value(MLContext context, ITransformer model, int fold) =>
        setting.Positives.Measure(setting.Metric, new ScoredData(context, model.Transform(setting.Folds[fold].Test), setting.Columns));
}
