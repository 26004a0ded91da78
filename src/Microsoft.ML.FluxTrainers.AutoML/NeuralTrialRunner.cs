// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using Microsoft.ML.AutoML;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes a trial: off the caller's thread, so that a limit of time can end it at once, and without leaving a model behind that is not its result.</summary>
internal sealed class NeuralTrialRunner(
    MLContext context, SweepablePipeline pipeline, IEvaluateMetricManager metric, IDatasetManager datasets, TrialCurves? curves) : ITrialRunner
{
    // The name that AutoML gives the pipeline's part of a trial's settings.
    private const string PipelineParameter = "_pipeline_";

    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct) => Task.Run(() => Run(settings, ct), CancellationToken.None);

    public void Dispose()
    {
        // The models are their results' and the context is the experiment's.
    }

    private TrialResult Run(TrialSettings settings, CancellationToken cancellation)
    {
        // As AutoML's own runner: trainers of ML.NET look at their context only.
        using var registration = cancellation.Register(context.Cancel);
        var clock = Stopwatch.StartNew();
        var models = new List<ITransformer>();
        try
        {
            var values = Folds(settings).Select((fold, number) => Value(fold.Train, fold.Test, number, settings, models, cancellation)).ToList();
            var value = values.Average();
            var result = new TrialResult
            {
                TrialSettings = settings,
                Model = models[0],
                Metric = value,
                Loss = metric.IsMaximize ? -value : value,
                DurationInMilliseconds = clock.Elapsed.TotalMilliseconds,
            };
            models.RemoveAt(0);
            return result;
        }
        finally
        {
            models.ForEach(model => (model as IDisposable)?.Dispose());
        }
    }

    private IEnumerable<(IDataView Train, IDataView Test)> Folds(TrialSettings settings) => datasets switch
    {
        ICrossValidateDatasetManager folds => context.Data.CrossValidationSplit(folds.Dataset, folds.Fold, folds.SamplingKeyColumnName)
            .Select(fold => (fold.TrainSet, fold.TestSet)),
        ITrainValidateDatasetManager split => [(split.LoadTrainDataset(context, settings), split.LoadValidateDataset(context, settings))],
        _ => throw new NotSupportedException($"{datasets.GetType().Name} is neither an ITrainValidateDatasetManager nor an ICrossValidateDatasetManager. Use SetDataset."),
    };

    private double Value(IDataView train, IDataView test, int fold, TrialSettings settings, List<ITransformer> models, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var curve = curves?.Begin(fold);
        using var scope = new TrialScope(curve, cancellation);
        var model = pipeline.BuildFromOption(context, settings.Parameter[PipelineParameter]).Fit(train);
        models.Add(model);
        if (curve is not null)
        {
            curves!.Add(curve);
        }

        return metric.Evaluate(context, model.Transform(test));
    }
}
